import { fakeDisparo } from '@disparo/core/testing'
import { Test } from '@nestjs/testing'
import { DISPARO } from './disparo.module'
import { LoginCodes } from './login-codes'

it('sends the code of a login once, as urgent', async () => {
  const disparo = fakeDisparo()
  const module = await Test.createTestingModule({
    providers: [LoginCodes, { provide: DISPARO, useValue: disparo }],
  }).compile()
  const codes = module.get(LoginCodes)
  const login = { id: '81', phone: '+55 11 90000-0001', code: '123456' }
  await codes.send(login)
  await codes.send(login)
  expect(disparo.sent).toMatchObject([{ to: '5511900000001', lane: 'urgent', key: 'login-81' }])
})
