import { NestFactory } from '@nestjs/core'
import { AppModule } from './app.module'

async function main(): Promise<void> {
  const app = await NestFactory.create(AppModule)
  // Or SIGTERM would end the process before onApplicationShutdown.
  app.enableShutdownHooks()
  const port = Number(process.env.PORT ?? 3000)
  await app.listen(port)
  console.log(`Listening on port ${port}`)
}

void main()
