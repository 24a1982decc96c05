/** An error that was pasted elsewhere, for the page that explains errors. */
export const pasted = $state({ error: '' })
