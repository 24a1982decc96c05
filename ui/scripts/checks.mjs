// What has to hold on every screen. Each of these runs in the page and says what breaks it, in words.

/** What axe finds under these tags. axe itself has to be there. */
export function axeFinds(tags) {
  const look = { resultTypes: ['violations'], runOnly: tags }
  const words = ({ id, nodes }) =>
    nodes.slice(0, 4).map(({ html, any }) => `axe ${id}: ${html.slice(0, 160)} ${any[0]?.message ?? ''}`)
  return window.axe.run(document, look).then(({ violations }) => violations.flatMap(words))
}

/** What is wider than its place, or lies where nobody can scroll to. */
export function spills() {
  const name = (one) =>
    `${one.tagName.toLowerCase()}.${one.className.baseVal ?? one.className}: ${one.textContent.trim().slice(0, 40)}`
  const says = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())
  const seen = (one) =>
    one.checkVisibility({ visibilityProperty: true }) && !one.closest('svg, .vh, [aria-hidden=true]')
  const wide = (one) => {
    const { overflowX, display } = getComputedStyle(one)
    return (
      one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1 && overflowX === 'visible' && display !== 'inline'
    )
  }
  const cutOff = (one) => {
    const box = one.getBoundingClientRect()
    if (box.width === 0) return false
    for (let above = one.parentElement; above; above = above.parentElement) {
      const { overflowX, overflowY, textOverflow, position } = getComputedStyle(above)
      const place = above.getBoundingClientRect()
      const [x, y] = [overflowX, overflowY].map((how) => how === 'hidden' || how === 'clip')
      if (textOverflow === 'ellipsis') return false
      if (x && (box.right > place.right + 1 || box.left < place.left - 1)) return true
      if (y && (box.bottom > place.bottom + 1 || box.top < place.top - 1)) return true
      if (
        overflowX === 'auto' ||
        overflowX === 'scroll' ||
        overflowY === 'auto' ||
        overflowY === 'scroll' ||
        position === 'fixed'
      )
        return false
    }
    return false
  }
  const texts = [...document.querySelectorAll('body *')].filter((one) => says(one) && seen(one))
  return [
    ...texts.filter(wide).map((one) => `spills: ${name(one)}`),
    ...texts.filter(cutOff).map((one) => `is cut off: ${name(one)}`),
    ...(document.documentElement.scrollWidth > innerWidth ? ['the page is wider than the window'] : []),
  ]
}

/** What the Tab key reaches without showing it, or with a ring of which a side is cut off. */
export function unseenFocus() {
  const name = (one) => one.outerHTML.slice(0, 140)
  const inside = document.querySelector('[role=alertdialog], [role=dialog]') ?? document
  const all = [...inside.querySelectorAll('a[href], button, input, textarea, select, [tabindex]')].filter(
    (one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({ visibilityProperty: true }),
  )
  const probe = document.body.appendChild(document.createElement('i'))
  probe.style.color = 'var(--key)'
  const key = getComputedStyle(probe).color
  probe.remove()
  const look = (one) =>
    [[one], [one, '::after'], [one.parentElement]]
      .map(([each, part]) => getComputedStyle(each, part))
      .map(({ outlineStyle, outlineWidth, outlineColor, boxShadow, borderBottomColor }) =>
        [outlineStyle === 'none' ? '' : outlineWidth + outlineColor, boxShadow, borderBottomColor].join(' '),
      )
      .join(' ')
  const found = []
  all.forEach((one, at) => {
    ;(all[at - 1] ?? all.at(-1)).focus({ focusVisible: true, preventScroll: true })
    const before = look(one)
    one.focus({ focusVisible: true })
    if (document.activeElement !== one) return void found.push(`does not take focus: ${name(one)}`)
    const after = look(one)
    if (all.length > 1 && after === before) found.push(`focus is not seen: ${name(one)}`)
    else if (!after.includes(key)) found.push(`focus is not seen in its colour: ${name(one)} ${after}`)
    const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(one)
    if (outlineStyle === 'none') return
    const far = parseFloat(outlineWidth) + parseFloat(outlineOffset)
    const box = one.getBoundingClientRect()
    for (let above = one.parentElement; above && above !== document.body; above = above.parentElement) {
      const style = getComputedStyle(above)
      if (style.overflowX === 'visible' && style.overflowY === 'visible') continue
      const place = above.getBoundingClientRect()
      const cut = [
        box.left - far < place.left - 0.5,
        box.right + far > place.right + 0.5,
        box.top - far < place.top - 0.5,
        box.bottom + far > place.bottom + 0.5,
      ]
      if (cut.some(Boolean))
        found.push(`focus ring is cut off (${cut.map(Number).join('')} by ${above.className}): ${name(one)}`)
      break
    }
  })
  return found
}

/** Bars, lists and parts of tables that take more than one press of Tab to pass. */
export function manyStops() {
  const parts = {
    '[role=toolbar]': 'a[href], button, input',
    '[role=tablist]': '[role=tab]',
    '[role=radiogroup]': '[role=radio]',
    '[role=listbox]': '[role=option]',
    '[role=menu]': '[role^=menuitem]',
    '[role=table] [role=rowgroup]': '[data-row], [role=columnheader] button',
    '[role=grid] [role=rowgroup]': '[data-at], [role=columnheader] button',
    'nav [role=group]': 'a',
  }
  return Object.entries(parts).flatMap(([whole, part]) =>
    [...document.querySelectorAll(whole)].flatMap((one) => {
      const all = [...one.querySelectorAll(part)].filter((each) => !each.disabled && each.checkVisibility())
      const stops = all.filter((each) => each.tabIndex >= 0).length
      const most = one.closest('[role=menu], [role=listbox]') ? 0 : 1
      return all.length === 0 || stops === most || (most === 0 && stops < 2)
        ? []
        : [`${stops} Tab stops: ${one.outerHTML.slice(0, 120)}`]
    }),
  )
}

/** What can be hit and is under 24 px; a link in a sentence is as high as its line. */
export function smallTargets() {
  return [...document.querySelectorAll('a[href], button, input, select, [role=option], [role^=menuitem]')].flatMap(
    (one) => {
      const { width, height } = one.getBoundingClientRect()
      const small =
        one.checkVisibility({ visibilityProperty: true }) &&
        Math.min(width, height) < 24 &&
        getComputedStyle(one).display !== 'inline' &&
        !one.closest('.vh, .field')
      return small && width > 1
        ? [`${Math.round(width)} x ${Math.round(height)} px: ${one.outerHTML.slice(0, 140)}`]
        : []
    },
  )
}

/** What still moves although the person asked for less motion. */
export const moves = () =>
  document.getAnimations().map((one) => `moves: ${one.effect?.target?.outerHTML.slice(0, 100)}`)

/** No title, or one that says nothing of the page. */
export const untitled = () => (/^.+ · AdKeys$/.test(document.title) ? [] : [`is titled “${document.title}”`])
