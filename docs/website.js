// The book holds two languages and leads to pages of a window that a website cannot open.
if (location.pathname.includes('/ru/')) document.documentElement.lang = 'ru'
for (const link of document.querySelectorAll('a[href^="app:"]')) link.replaceWith(...link.childNodes)
