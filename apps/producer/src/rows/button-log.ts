/** Which button columns each row filled, in two bytes a row: needed again when the batch's problems are told. */
export interface ButtonLog {
  add(buttons: readonly number[]): void
  /** `row` counts from 1. */
  at(row: number): number[]
}

export function buttonLog(): ButtonLog {
  let masks = new Uint16Array(1024)
  let rows = 0
  return {
    add(buttons) {
      if (rows === masks.length) {
        const larger = new Uint16Array(masks.length * 2)
        larger.set(masks)
        masks = larger
      }
      masks[rows++] = buttons.reduce((mask, button) => mask | (1 << button), 0)
    },
    at(row) {
      const mask = masks[row - 1] ?? 0
      return Array.from({ length: 10 }, (_, button) => button).filter((button) => mask & (1 << button))
    },
  }
}
