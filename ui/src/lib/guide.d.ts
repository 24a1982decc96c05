declare module 'virtual:guide' {
  export const guide: import('./guide').Guide['guide']
  export const pictures: import('./guide').Guide['pictures']
}
