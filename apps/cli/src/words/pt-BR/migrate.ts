import type { migrate as en } from '../en/migrate.js'

const steps: Readonly<Record<number, string>> = {
  2: 'anota a versão; tudo o que a 0.1.0 gravou é lido como está',
}

export const migrate: typeof en = {
  laterLayout: 'um layout posterior',
  layout: (layout) => `layout ${layout}`,
  released: (layout, version) => `layout ${layout} (da versão ${version})`,
  has: (found, wanted) => `O Redis tem ${found}; este programa, ${wanted}.`,
  had: (found, wanted) => `O Redis tinha ${found}; este programa, ${wanted}.`,
  does: (layout, english) => steps[layout] ?? english,
  step: (layout, does) => `  para ${layout}: ${does}`,
  progress: (layout) => `Para o layout ${layout}`,
  nothing: 'Não há nada a fazer.',
  dryRun: 'Nada foi mudado.',
  done: 'Feito.',
  refused: (found, known) => `O Redis tem ${found}, e este programa trabalha com ${known}.`,
  obstacles: {
    newer: 'Atualize este programa.',
    older: 'Pare todos os programas, e rode: disparo migrate',
    migrating: 'Outro programa está migrando: tente de novo em alguns segundos.',
  },
  redis: {
    full: 'O Redis está sem memória (OOM)',
    busy: (reason) => `O Redis não aceita nada como está agora (${reason})`,
    away: 'O Redis não pode ser alcançado',
  },
  broke: (wrong) => `${wrong}: nada foi mudado, ou não tudo. Repita quando o Redis responder.`,
}
