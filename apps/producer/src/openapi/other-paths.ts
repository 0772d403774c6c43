/**
 * Routes whose requests are read by their own rules, in the words of their sources: Hi Platform's REST API (seed 001), its XML
 * integration (seed 000), Hi Broker's webhook, and what Prometheus reads.
 */
const tag = (name: string) => ({ tags: [name] })
const json = (schema: object, example?: unknown) => ({
  content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } },
})
const text = { type: 'string' } as const
const answer = (description: string, body: object = {}) => ({ description, ...body })
const parameter = (name: string, where: 'path' | 'query', description: string, schema: object = text) => ({
  ...{ name, in: where, description, schema, required: where === 'path' },
})
const whole = { type: 'integer', minimum: 1 } as const
const refusal = json({
  type: 'object',
  properties: { status: { type: 'string', enum: ['ERROR'] }, message: text },
  required: ['status', 'message'],
})
const refusals = {
  400: answer('A field is wrong; `message` names it', refusal),
  401: answer('User and password are missing or wrong', refusal),
  404: answer('No account of the user has this code', refusal),
  429: answer('More than the quota; repeat after `Retry-After`', refusal),
  503: answer('Redis is not available; repeat it', refusal),
}

export const otherPaths = {
  '/platform/whatsappconnect/1.0/api/message/template/{configId}': {
    post: {
      ...tag('drop-in'),
      operationId: 'dropInSendTemplate',
      summary: 'Send a template, as by the REST API of Hi Platform',
      description:
        'A program that calls Hi Platform changes only the address. An `Idempotency-Key` may be added.',
      parameters: [
        parameter(
          'configId',
          'path',
          'The code of the account (`configId`), or another one that was given to it.',
        ),
      ],
      requestBody: {
        required: true,
        ...json(
          { $ref: '#/components/schemas/HiMessage' },
          {
            to: '551199999999',
            namespace: 'default',
            elementName: 'compra_aprovada',
            components: [{ type: 'body', parameters: [{ type: 'text', text: 'R$ 10' }] }],
          },
        ),
      },
      responses: {
        200: answer(
          'It is enqueued',
          json(
            {
              type: 'object',
              properties: {
                status: { type: 'string', enum: ['OK'] },
                data: { type: 'object', properties: { id: text }, required: ['id'] },
              },
              required: ['status', 'data'],
            },
            { status: 'OK', data: { id: '0193f7a2-5d3c-7e0b-9a55-3f0a7f6b2c11' } },
          ),
        ),
        ...refusals,
      },
    },
  },
  '/platform/whatsappconnect/1.0/api/reports/hsm': {
    get: {
      ...tag('drop-in'),
      operationId: 'dropInReport',
      summary: 'What went out, as by the report of Hi Platform',
      parameters: [
        parameter('startDate', 'query', 'From, epoch seconds.', whole),
        parameter('endDate', 'query', 'To, epoch seconds.', whole),
        parameter('pageSize', 'query', 'Messages of a page, 1 to 1,000.', { ...whole, maximum: 1_000 }),
        parameter('pageNumber', 'query', 'From 1.', whole),
        parameter('origin', 'query', '`operador`, `supervisor` or `api`; else all.'),
        parameter('sender', 'query', 'Numbers of senders, by commas.'),
      ].map((each) => ({ ...each, required: !['origin', 'sender'].includes(each.name) })),
      responses: { 200: answer('A page', json({ type: 'object' })), ...refusals },
    },
  },
  '/emkt/int/integracao.php': {
    post: {
      ...tag('drop-in'),
      operationId: 'dropInXml',
      summary: 'Send (50.01) and ask about (50.02) messages, as by the XML integration of Hi Platform',
      security: [],
      requestBody: {
        required: true,
        content: {
          'application/x-www-form-urlencoded': {
            schema: {
              type: 'object',
              properties: {
                User: { ...text, description: 'The user, who may be in the document instead.' },
                Pass: { ...text, description: 'The MD5 of the password, in hexadecimal.' },
                XML: { ...text, description: 'The document.' },
              },
              required: ['XML'],
            },
          },
        },
      },
      responses: {
        200: answer('An answer, or a refusal, as XML', { content: { 'text/xml': { schema: text } } }),
        503: answer('Too much is asked at once, or Redis is not available', {
          content: { 'text/xml': { schema: text } },
        }),
      },
    },
  },
  '/webhooks/hi-broker/{account}/{secret}': {
    post: {
      ...tag('webhook'),
      operationId: 'receiveBrokerEvents',
      summary: 'Statuses and replies, from Hi Broker',
      description: 'The address is the secret. Whatever arrives is answered 200; 503 asks for it again.',
      security: [],
      parameters: [
        parameter('account', 'path', 'The name of the account.'),
        parameter('secret', 'path', '`webhookSecret` of the account.'),
      ],
      requestBody: { required: true, ...json({ type: 'object' }) },
      responses: {
        200: answer(
          'Taken',
          json({ type: 'object', properties: { received: { type: 'integer' } }, required: ['received'] }),
        ),
        404: answer('A wrong secret is no route at all', {
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        }),
        503: answer('Redis is not available; send them again', {
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        }),
      },
    },
  },
  '/metrics': {
    get: {
      ...tag('health'),
      operationId: 'metrics',
      summary: 'For Prometheus',
      description: 'Where `METRICS_TOKEN` is set, which is asked for.',
      security: [{ metricsToken: [] }],
      responses: {
        200: answer('The metrics', { content: { 'text/plain': { schema: text } } }),
        401: answer('Without the token', {
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        }),
      },
    },
  },
} as const
