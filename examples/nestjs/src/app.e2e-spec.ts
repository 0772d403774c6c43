import type { INestApplication } from '@nestjs/common'
import { Test } from '@nestjs/testing'
import request from 'supertest'
import { AppModule } from './app.module'

/** With the Redis of REDIS_URL; no worker need run. */
describe('the application', () => {
  let app: INestApplication

  beforeAll(async () => {
    const module = await Test.createTestingModule({ imports: [AppModule] }).compile()
    app = await module.createNestApplication().init()
  })
  afterAll(() => app.close())

  it('enqueues a message, and knows its status', async () => {
    const order = { number: `e2e-${Date.now()}`, phone: '+55 11 90000-0001', amount: 'R$ 10' }
    const { body } = await request(app.getHttpServer()).post('/orders').send(order).expect(202)
    await request(app.getHttpServer()).get(`/messages/${body.message}`).expect(200, { status: 'enqueued' })
  })

  it('says what is wrong with an order', async () => {
    const order = { number: '4711', phone: '12', amount: 'R$ 10' }
    const { body } = await request(app.getHttpServer()).post('/orders').send(order).expect(422)
    expect(body.problems).toMatchObject([{ path: 'to' }])
  })

  it('is healthy while Redis is', async () => {
    await request(app.getHttpServer()).get('/health').expect(200, { status: 'ok' })
  })
})
