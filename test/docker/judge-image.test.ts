import { describe, expect, it } from 'vitest'
import type { Image } from './image.js'
import { judgeImage } from './judge-image.js'

const image: Image = {
  user: 'node',
  command: ['node', 'dist/main.js'],
  hasHealthCheck: true,
  variables: ['PATH', 'NODE_ENV'],
  history: ['COPY dir:1 in /app'],
  files: ['/app/apps/worker/dist/main.js', '/app/node_modules/.pnpm/zod@4.0.0/node_modules/zod/index.js'],
  writable: [],
  megabytes: 300,
}

describe('judgeImage', () => {
  it('has nothing to say of an image as it should be', () => {
    expect(judgeImage(image)).toEqual([])
  })

  it.each<[Partial<Image>, string]>([
    [{ user: '' }, 'it runs as root'],
    [{ user: '0:0' }, 'it runs as root'],
    [{ command: ['/bin/sh', '-c', 'node dist/main.js'] }, 'its program is not what gets the signals'],
    [{ hasHealthCheck: false }, 'it has no health check'],
    [{ files: [] }, 'it has no files'],
    [{ files: ['/app/apps/worker/src/main.ts'] }, 'it has 1 sources: /app/apps/worker/src/main.ts'],
    [
      { files: ['/app/node_modules/.pnpm/vitest@4.0.0/node_modules/vitest/index.js'] },
      'it has 1 development packages: /app/node_modules/.pnpm/vitest@4.0.0/node_modules/vitest/index.js',
    ],
    [{ writable: ['/app'] }, 'it has 1 files that the program may change: /app'],
    [{ variables: ['NPM_TOKEN'] }, 'it has 1 variables that look like secrets: NPM_TOKEN'],
    [{ history: ['ENV HI_PASSWORD=1'] }, 'it has 1 layers that look like secrets: ENV HI_PASSWORD=1'],
  ])('names what is wrong with %o', (wrong, sentence) => {
    expect(judgeImage({ ...image, ...wrong })).toEqual([sentence])
  })
})
