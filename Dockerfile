# Three images from one file: --target producer (the HTTP service and the command line), --target worker, and
# --target sandbox (a stand-in for Hi Platform, for trying things out).
# Where packages come from a registry of your own: --build-arg NPM_CONFIG_REGISTRY=https://npm.example.com (no secrets);
# where images do: --build-arg NODE_IMAGE=…
ARG NODE_IMAGE
# Compose before 2 gives an empty one where the shell has none.
ARG BASE_IMAGE=${NODE_IMAGE:-node:24-bookworm-slim@sha256:6f7b03f7c2c8e2e784dcf9295400527b9b1270fd37b7e9a7285cf83b6951452d}

FROM ${BASE_IMAGE} AS build
ARG NPM_CONFIG_REGISTRY
WORKDIR /build
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY scripts/pnpm.mjs scripts/pinned-pnpm.mjs scripts/
COPY packages/api/package.json packages/api/
COPY packages/core/package.json packages/core/
COPY packages/hi-platform/package.json packages/hi-platform/
COPY packages/service/package.json packages/service/
COPY packages/rows/package.json packages/rows/
COPY apps/producer/package.json apps/producer/
COPY apps/cli/package.json apps/cli/
COPY apps/console/package.json apps/console/
COPY apps/worker/package.json apps/worker/
COPY apps/sandbox/package.json apps/sandbox/
RUN node scripts/pnpm.mjs install --frozen-lockfile
# Each image gets the production packages of its app alone, in the versions of the lockfile, from what the first
# install has fetched. No types, maps or compiler (an optional peer of Bull Board's): nobody compiles against an image.
ENV PRODUCER="apps/producer apps/cli packages/api packages/core packages/hi-platform packages/rows packages/service" \
    WORKER="apps/worker packages/core packages/hi-platform packages/service" \
    SANDBOX="apps/sandbox"
RUN for image in "producer $PRODUCER" "worker $WORKER" "sandbox $SANDBOX"; do \
      set -- $image; out=/out/$1; shift; mkdir -p "$out" \
      && cp package.json pnpm-lock.yaml pnpm-workspace.yaml "$out" \
      && for part in "$@"; do mkdir -p "$out/$part" && cp "$part/package.json" "$out/$part" || exit 1; done \
      && (cd "$out" && node /build/scripts/pnpm.mjs install --prod --frozen-lockfile --offline --filter "@disparo/*") \
      && rm -r "$out"/pnpm-*.yaml "$out/package.json" || exit 1; \
    done \
 && rm -rf /out/*/node_modules/.pnpm/typescript@* /out/*/node_modules/.pnpm/@typescript+* \
 && find /out -type f \( -name '*.ts' -o -name '*.cts' -o -name '*.mts' -o -name '*.map' -o -name '*.tsbuildinfo' \) -delete \
 && find /out -xtype l -delete
COPY . .
RUN node_modules/.bin/tsc -b apps/producer apps/cli apps/worker apps/sandbox \
 && node apps/console/node_modules/vite/bin/vite.js build apps/console --logLevel warn \
 && mkdir -p /out/producer/apps/console/dist && cp -r apps/console/dist/site /out/producer/apps/console/dist/ \
 && find packages/*/dist apps/*/dist -type f \( -name '*.ts' -o -name '*.map' \) -delete \
 && chmod +x apps/cli/dist/main.js \
 && for image in "producer $PRODUCER" "worker $WORKER" "sandbox $SANDBOX"; do \
      set -- $image; out=/out/$1; shift; \
      for part in "$@"; do cp -r "$part/dist" "$out/$part/" || exit 1; done; \
    done

FROM ${BASE_IMAGE} AS base
ENV NODE_ENV=production
USER node
# What says whether a program is ready answers on loopback, too; each image names the port.
HEALTHCHECK --interval=5s --timeout=4s --start-period=30s --retries=3 CMD ["node", "--eval", "fetch(process.env.HEALTH_URL).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]

FROM base AS producer
WORKDIR /app/apps/producer
COPY --from=build /out/producer /app
USER root
RUN ln -s /app/apps/cli/dist/main.js /usr/local/bin/disparo
USER node
ENV HOST=0.0.0.0 PORT=8080 HEALTH_URL=http://127.0.0.1:8080/readyz
EXPOSE 8080
CMD ["node", "dist/main.js"]

FROM base AS worker
WORKDIR /app/apps/worker
COPY --from=build /out/worker /app
ENV HEALTH_HOST=0.0.0.0 HEALTH_PORT=9464 HEALTH_URL=http://127.0.0.1:9464/readyz
EXPOSE 9464
# Node.js 24 lets twice the garbage of 20 and 22 pile up before it looks: this keeps a worker below 256 MB on all of them.
CMD ["node", "--max-semi-space-size=16", "dist/main.js"]

FROM base AS sandbox
WORKDIR /app/apps/sandbox
COPY --from=build /out/sandbox /app
ENV SANDBOX_HOST=0.0.0.0 SANDBOX_PORT=9090 HEALTH_URL=http://127.0.0.1:9090/healthz
EXPOSE 9090
CMD ["node", "dist/main.js"]
