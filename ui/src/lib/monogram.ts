const KNOWN: Record<string, string> = { facebook: 'FB', linkedin: 'LI', tiktok: 'TT', oidc: 'ID', vk: 'VK', x: 'X' }

/** Two neutral letters for a platform: never a logo, never a brand's colour. */
export function monogram(key: string, name: string): string {
  const known = KNOWN[key]
  if (known) return known
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
  const letters =
    words.length > 1
      ? words
          .slice(0, 2)
          .map((word) => word.charAt(0))
          .join('')
      : (words[0] ?? key).slice(0, 2)
  return letters.toUpperCase()
}
