const namespace = 'cd551e83_8455_45fd_a2ff_35ef6a51f3c6'
const names = ['Ana', 'Bruno', 'Carla', 'Davi', 'Elisa', 'Fábio', 'Gilda', 'Hugo', 'Inês', 'João']
const header = 'to,namespace,elementName,body1,body2,body3'

interface SampleRows {
  readonly template: string
  readonly count: number
  /** The first number: so that no two campaigns have the same people, unless it is meant. */
  readonly from: number
}

/** A CSV of made-up people, in the range of numbers that nobody has. */
export function sampleCsv({ template, count, from }: SampleRows): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const number = `55119${String(90_000_000 + from + index).padStart(8, '0')}`
    const name = names[index % names.length]
    const values =
      template === 'boleto_vencido' ? [name, `"R$ ${100 + (index % 900)},90"`, '20/11'] : [name, '30%', '']
    return [number, namespace, template, ...values].join(',')
  })
  return [header, ...rows].join('\n')
}

/** A spreadsheet as a shop has it, with 2 in 100 phones that are none. */
export function spreadsheet({ rows: count }: { readonly rows: number }): string {
  const rows = Array.from({ length: count }, (_, index) => {
    const number = String(80_000_000 + index)
    const phone = index % 50 === 49 ? '123' : `(11) 9${number.slice(0, 4)}-${number.slice(4)}`
    return `${names[index % names.length]};${phone};R$ ${100 + (index % 900)},90;20/11`
  })
  return ['Nome;Celular;Valor;Vencimento', ...rows].join('\n')
}
