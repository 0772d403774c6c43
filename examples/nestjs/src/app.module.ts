import { Module } from '@nestjs/common'
import { ConfigModule, ConfigService } from '@nestjs/config'
import { AppController } from './app.controller'
import { DisparoModule } from './disparo.module'
import { LoginCodes } from './login-codes'
import { OrderMessages } from './order-messages'

@Module({
  imports: [
    DisparoModule.registerAsync({
      imports: [ConfigModule.forRoot()],
      inject: [ConfigService],
      useFactory: (config: ConfigService) => ({
        redis: config.getOrThrow<string>('REDIS_URL'),
        account: config.getOrThrow<string>('DISPARO_ACCOUNT'),
      }),
    }),
  ],
  controllers: [AppController],
  providers: [LoginCodes, OrderMessages],
})
export class AppModule {}
