// Names come from other people: they are shown as text, cannot turn the line around, hide letters or break the layout.

// Direction marks and overrides, invisible operators, soft hyphens, tags, controls.
const HIDDEN =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]+/gu
// Joiners mean something after emoji and in scripts that join letters; elsewhere they only hide.
const STRAY_JOINER =
  /(?<![\p{Extended_Pictographic}\ufe0f\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Malayalam}\p{Script=Sinhala}])[\u200c\u200d]+/gu
const PILED_MARKS = /(\p{M}{3})\p{M}+/gu
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/
const ISOLATE = ['\u2068', '\u2069'] as const

// Letters, digits and signs of Latin and Cyrillic need no second look, unless blanks hide among them: nearly all names.
const PLAIN = /^[ -~\u00a1-\u00ac\u00ae-\u024f\u0400-\u045f·–—’“”№]*$/
const isPlain = (name: string): boolean => PLAIN.test(name) && !name.includes('  ') && name.trim() === name

/** A foreign name made harmless; at most `limit` characters, then an ellipsis. */
export function tidy(name: string, limit = 400): string {
  if (name.length <= limit && isPlain(name)) return name
  const head = name.length > limit * 4 ? name.slice(0, limit * 4) : name
  const plain = head
    .replace(HIDDEN, ' ')
    .replace(STRAY_JOINER, '')
    .replace(PILED_MARKS, '$1')
    .replace(/\s+/g, ' ')
    .trim()
  const letters = Array.from(plain)
  return letters.length > limit || head.length < name.length ? `${letters.slice(0, limit).join('')}…` : plain
}

/** A foreign name for use inside a sentence: short, and kept apart where it runs the other way. */
export function inline(name: string): string {
  const plain = tidy(name, 60)
  return RIGHT_TO_LEFT.test(plain) ? ISOLATE[0] + plain + ISOLATE[1] : plain
}
