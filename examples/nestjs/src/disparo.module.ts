import { type ConnectOptions, connect, type Disparo } from '@disparo/core'
import { ConfigurableModuleBuilder, Inject, Module, type OnApplicationShutdown } from '@nestjs/common'

/** What is injected: `@Inject(DISPARO) disparo: Disparo`. */
export const DISPARO = Symbol('DISPARO')

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<ConnectOptions>().build()

/** `DisparoModule.registerAsync({ inject: [ConfigService], useFactory: (config) => ({ redis, account }) })` */
@Module({
  providers: [
    {
      provide: DISPARO,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: (options: ConnectOptions) => connect(options),
    },
  ],
  exports: [DISPARO],
})
export class DisparoModule extends ConfigurableModuleClass implements OnApplicationShutdown {
  constructor(@Inject(DISPARO) private readonly disparo: Disparo) {
    super()
  }

  async onApplicationShutdown(): Promise<void> {
    await this.disparo.close()
  }
}
