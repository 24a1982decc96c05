// The book holds two languages and leads to pages of a window that a website cannot open.
if (location.pathname.includes('/ru/')) document.documentElement.lang = 'ru'
for (const link of document.querySelectorAll('a[href^="app:"]')) link.replaceWith(...link.childNodes)

// mdBook's search knows Latin letters only: it takes the others off, and with them all of a Russian word. The texts are
// there; those in Russian are indexed here, when somebody first searches.
if (window.elasticlunr) {
  const { Index, Pipeline } = window.elasticlunr
  const load = Index.load
  Pipeline.registerFunction((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''), 'trimmer')
  Index.load = (data) => {
    const index = load.call(Index, data)
    for (const text of Object.values(data.documentStore.docs)) if (/[а-яё]/i.test(text.title)) index.addDoc(text, false)
    return index
  }
}
