/** What docs/errors.md and docs/pt-BR/erros.md say around their tables. */
export const english = {
  top: `# Reasons

For whoever reads a \`reason\` and has to do something about it: why a message is rejected, failed, suppressed or unknown.

It stands in status, exports and callbacks; of a whole batch it is told by \`GET …/batches/:id/reasons\` and \`disparo batch ID\`. A code says nothing of
anybody; upstream's words stand in the message's \`detail\`. This page is printed by \`scripts/print-errors.mjs\`.

**Retry** is whether sending the same message again can help: now, later, or never. What is \`unknown\` is not retried:
it [may have been sent](state-machine.md#absence).

## Disparo's codes

They are of Hi Platform's answers, of the way there, and of our own. Other statuses are \`http-\` and the number; other ids of the XML
integration, \`xml-\` and the number. Different refusals of one status or id are told apart by upstream's words: \`http-400-3f9a2c\` ends in a hash of
them without what is the message's own (parameters, quotes, digits), and \`…/reasons\` has these words as \`detail\`, once. As a filter \`http-400\`
means all of them.
`,
  meta: `## Meta's codes

Taken from the words of a refusal or of Hi Broker's webhook, where they have one.
`,
  fields: `## Rows and fields

What is wrong with what came in, before anything is enqueued: \`code\` in \`errors\` of a problem, in \`problems\` of a receipt or a check, and of rejected
rows, beside the sentence for people (\`message\`), where it is one of these. \`limit\`, \`given\` and \`wanted\` are the numbers in that sentence; \`column\` is
that of a table. Nothing of the input is in them.
`,
  failureColumns: ['code', 'what happened', 'what to do', 'retry'],
  fieldColumns: ['code', 'what is wrong', 'what to do', 'numbers'],
  retry: { now: 'now', later: 'later', never: 'never' },
}

export const portuguese = {
  top: `# Erros

Para quem lê um \`reason\` e precisa resolver: por que uma mensagem foi recusada, falhou, foi bloqueada ou ficou em dúvida.

O código aparece na situação da mensagem, nas exportações e nos callbacks; os de uma campanha inteira estão em “Motivos do que não foi”, no console, e em
\`GET …/batches/:id/reasons\` e \`disparo batch ID\`. Ele não diz nada de ninguém; as palavras do Hi Platform ficam no \`detail\` da mensagem. Esta página é
gerada por \`scripts/print-errors.mjs\`.

**Reenviar** diz se mandar a mesma mensagem de novo pode ajudar: já, depois ou nunca. O que está em dúvida não se reenvia:
[pode ter saído](../state-machine.md#absence).

## Códigos do Disparo

Vêm das respostas do Hi Platform, do caminho até ele e do próprio Disparo. Outros status são \`http-\` e o número; outros ids da integração XML, \`xml-\` e
o número. Recusas diferentes com o mesmo status ou id se distinguem pelas palavras do Hi Platform: \`http-400-3f9a2c\` termina com um hash delas, sem o que
é da mensagem (parâmetros, trechos entre aspas, dígitos), e \`…/reasons\` traz essas palavras uma vez, em \`detail\`. Como filtro, \`http-400\` vale para todas.
`,
  meta: `## Códigos da Meta

Saem das palavras de uma recusa ou do webhook do Hi Broker, quando elas trazem um.
`,
  fields: `## Linhas e campos

O que está errado no que chegou, antes de qualquer coisa entrar na fila: \`code\` em \`errors\` de um problema, em \`problems\` de um recibo ou de uma conferência,
e nas linhas recusadas, ao lado da frase para as pessoas (\`message\`), quando é um destes. \`limit\`, \`given\` e \`wanted\` são os números dessa frase; \`column\` é
a coluna da tabela. Nada do que foi enviado aparece neles.
`,
  failureColumns: ['código', 'o que aconteceu', 'o que fazer', 'reenviar'],
  fieldColumns: ['código', 'o que está errado', 'o que fazer', 'números'],
  retry: { now: 'já', later: 'depois', never: 'nunca' },
}
