import {
  connect,
  InvalidMessageError,
  KeyReusedError,
  QuotaExceededError,
  RedisUnavailableError,
} from '@disparo/core'
import express, { type ErrorRequestHandler } from 'express'

const { REDIS_URL: redis = 'redis://localhost:6379', DISPARO_ACCOUNT: account = 'loja' } = process.env
const port = Number(process.env.PORT ?? 3000)

const disparo = connect({ redis, account })
const template = { namespace: 'default', elementName: 'compra' }

const app = express()
app.use(express.json())

app.post('/orders', async (request, response) => {
  const { number, phone, amount } = request.body ?? {}
  if (typeof number !== 'string' || number === '') {
    response.status(422).json({ problems: [{ path: 'number', message: 'must be text' }] })
    return
  }
  // The order's number is the key: a request that comes again sends nothing again.
  const { id } = await disparo.send({ to: phone, template, body: [amount] }, { key: `order-${number}` })
  response.status(202).json({ message: id })
})

app.get('/messages/:id', async (request, response) => {
  const message = await disparo.status(request.params.id)
  if (message) response.json({ status: message.status, timeline: message.timeline })
  else response.sendStatus(404)
})

app.get('/health', async (_request, response) => {
  await disparo.ping()
  response.json({ status: 'ok' })
})

const explain: ErrorRequestHandler = (error, _request, response, next) => {
  if (error instanceof InvalidMessageError) response.status(422).json({ problems: error.problems })
  else if (error instanceof KeyReusedError) response.status(409).json({ error: error.message })
  else if (error instanceof RedisUnavailableError || error instanceof QuotaExceededError)
    response.status(503).json({ error: error.message })
  else next(error)
}
app.use(explain)

const server = app.listen(port, () => console.log(`Listening on port ${port}`))

// No new requests; those that are under way end; then Redis is let go, and nothing keeps the process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => server.close(() => void disparo.close()))
}
