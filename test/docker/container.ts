import { z } from 'zod'
import { runCommand } from './run-command.js'

const Inspected = z
  .object({
    Id: z.string(),
    Name: z.string(),
    Image: z.string(),
    Config: z.object({ Labels: z.record(z.string(), z.string()) }),
    State: z.object({
      Status: z.string(),
      ExitCode: z.int(),
      Health: z.object({ Status: z.string() }).optional(),
    }),
    HostConfig: z.object({
      ReadonlyRootfs: z.boolean(),
      PortBindings: z.record(z.string(), z.array(z.object({ HostIp: z.string() })).nullable()).nullable(),
    }),
  })
  .transform(({ Id, Name, Image, Config, State, HostConfig }) => ({
    id: Id,
    name: Name.replace(/^\//, ''),
    image: Image,
    service: Config.Labels['com.docker.compose.service'],
    status: State.Status,
    exitCode: State.ExitCode,
    /** `none` where it has no health check. */
    health: State.Health?.Status ?? 'none',
    hasReadOnlyRoot: HostConfig.ReadonlyRootfs,
    /** The addresses of this machine that it is published on. */
    publishedOn: Object.values(HostConfig.PortBindings ?? {}).flatMap((bindings) =>
      (bindings ?? []).map(({ HostIp }) => HostIp),
    ),
  }))
/** What is asked of a container. */
export type Container = z.output<typeof Inspected>

export async function inspectContainers(ids: readonly string[]): Promise<Container[]> {
  if (ids.length === 0) return []
  const { stdout } = await runCommand(['docker', 'inspect', ...ids])
  return z.array(Inspected).parse(JSON.parse(stdout))
}

/** Runs a command in it. */
export async function execute(container: Pick<Container, 'id'>, command: readonly string[]): Promise<string> {
  const { stdout } = await runCommand(['docker', 'exec', container.id, ...command])
  return stdout.trim()
}

/** The end of what it logged. */
export async function lastWords({ id }: Pick<Container, 'id'>): Promise<string> {
  const { stdout, stderr } = await runCommand(['docker', 'logs', '--tail', '10', id])
  return stdout + stderr
}
