import type { Disparo } from '@disparo/core'
import {
  BadRequestException,
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Post,
  UseFilters,
} from '@nestjs/common'
import { DISPARO } from './disparo.module'
import { DisparoErrors } from './disparo-errors.filter'
import { type Order, OrderMessages } from './order-messages'

@Controller()
@UseFilters(DisparoErrors)
export class AppController {
  constructor(
    private readonly messages: OrderMessages,
    @Inject(DISPARO) private readonly disparo: Disparo,
  ) {}

  @Post('orders')
  @HttpCode(202)
  async paid(@Body() order: Order): Promise<{ message: string }> {
    if (!order?.number) throw new BadRequestException('number is missing')
    return { message: await this.messages.paid(order) }
  }

  @Get('health')
  async health(): Promise<{ status: string }> {
    await this.disparo.ping()
    return { status: 'ok' }
  }
}
