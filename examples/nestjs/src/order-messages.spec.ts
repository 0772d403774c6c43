import { InvalidMessageError } from '@disparo/core'
import { fakeDisparo } from '@disparo/core/testing'
import { Test } from '@nestjs/testing'
import { DISPARO } from './disparo.module'
import { OrderMessages } from './order-messages'

describe('OrderMessages', () => {
  const disparo = fakeDisparo()
  let messages: OrderMessages

  beforeEach(async () => {
    disparo.clear()
    const module = await Test.createTestingModule({
      providers: [OrderMessages, { provide: DISPARO, useValue: disparo }],
    }).compile()
    messages = module.get(OrderMessages)
  })

  it('tells of an order once', async () => {
    const order = { number: '4711', phone: '+55 11 90000-0001', amount: 'R$ 10' }
    await messages.paid(order)
    await messages.paid(order)
    expect(disparo.sent).toHaveLength(1)
    expect(disparo.sent[0]).toMatchObject({ to: '5511900000001', key: 'order-4711' })
  })

  it('refuses a number that is none', async () => {
    const order = { number: '4712', phone: '12', amount: 'R$ 10' }
    await expect(messages.paid(order)).rejects.toBeInstanceOf(InvalidMessageError)
  })
})
