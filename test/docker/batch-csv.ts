/** So many rows, each for a recipient of its own. */
export function batchCsv(count: number): string {
  const rows = Array.from(
    { length: count },
    (_, n) => `55119${`${n + 1}`.padStart(8, '0')},default,aviso_entrega,Pedido ${n + 1}`,
  )
  return ['to,namespace,elementName,body1', ...rows, ''].join('\n')
}
