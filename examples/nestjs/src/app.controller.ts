import type { Disparo } from '@disparo/core'
import {
  BadRequestException,
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  NotFoundException,
  Param,
  Post,
  UseFilters,
} from '@nestjs/common'
import { DISPARO } from './disparo.module'
import { DisparoErrors } from './disparo-errors.filter'
import { type Login, LoginCodes } from './login-codes'
import { type Order, OrderMessages } from './order-messages'

@Controller()
@UseFilters(DisparoErrors)
export class AppController {
  constructor(
    private readonly codes: LoginCodes,
    private readonly messages: OrderMessages,
    @Inject(DISPARO) private readonly disparo: Disparo,
  ) {}

  @Post('codes')
  @HttpCode(202)
  async code(@Body() login: Login): Promise<{ message: string }> {
    if (!login?.id) throw new BadRequestException('id is missing')
    return { message: await this.codes.send(login) }
  }

  @Post('orders')
  @HttpCode(202)
  async paid(@Body() order: Order): Promise<{ message: string }> {
    if (!order?.number) throw new BadRequestException('number is missing')
    return { message: await this.messages.paid(order) }
  }

  @Get('messages/:id')
  async message(@Param('id') id: string): Promise<{ status: string }> {
    const state = await this.disparo.status(id)
    if (!state) throw new NotFoundException()
    return { status: state.status }
  }

  @Get('health')
  async health(): Promise<{ status: string }> {
    await this.disparo.ping()
    return { status: 'ok' }
  }
}
