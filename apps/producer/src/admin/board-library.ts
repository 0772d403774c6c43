import { createBullBoard } from '@bull-board/api'
import type { AppControllerRoute, IServerAdapter, UIConfig } from '@bull-board/api/typings/app'
import { FastifyAdapter } from '@bull-board/fastify'

/** A route of the library's API, which asks only for what it is given. */
export type LibraryRoute = Pick<AppControllerRoute, 'method' | 'route' | 'handler'>

interface BoardLibrary {
  /** Serves the pages and their files, and no API. */
  readonly pages: FastifyAdapter
  readonly routes: readonly LibraryRoute[]
}

/** Workers are the metrics' matter, and would be asked for (CLIENT LIST) for every queue on every look. */
export const uiConfig: UIConfig = {
  boardTitle: 'Disparo',
  hideDocsLink: true,
  hideRedisDetails: true,
  showMetrics: false,
  showWorkers: false,
}

/** Bull Board, with its API's routes in hand instead of served. */
export function openLibrary(prefix: string): BoardLibrary {
  const pages = new FastifyAdapter().setBasePath(prefix).setQueues(new Map()).setApiRoutes([])
  const routes: LibraryRoute[] = []
  const then = (_done: unknown) => serverAdapter
  const serverAdapter: IServerAdapter = {
    setQueues: () => serverAdapter,
    setApiRoutes: (all) => then(routes.push(...all)),
    setViewsPath: (path) => then(pages.setViewsPath(path)),
    setStaticPath: (route, path) => then(pages.setStaticPath(route, path)),
    setEntryRoute: (route) => then(pages.setEntryRoute(route)),
    setErrorHandler: (handler) => then(pages.setErrorHandler(handler)),
    setUIConfig: (config) => then(pages.setUIConfig(config)),
  }
  createBullBoard({ queues: [], serverAdapter, options: { uiConfig } })
  return { pages, routes }
}
