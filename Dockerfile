# Two images from one file: --target producer (the HTTP service and the command line) and --target worker.

FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY scripts/pnpm.mjs scripts/
COPY packages/core/package.json packages/core/
COPY apps/producer/package.json apps/producer/
COPY apps/worker/package.json apps/worker/
RUN node scripts/pnpm.mjs install --frozen-lockfile
COPY . .
# Neither declarations nor maps: nobody compiles against an image.
RUN node_modules/.bin/tsc -b apps/producer apps/worker \
 && find packages/*/dist apps/*/dist \( -name '*.d.ts' -o -name '*.map' \) -delete
# `deploy` copies a package with its production dependencies; sources are left behind afterwards.
RUN node scripts/pnpm.mjs --filter @disparo/producer deploy --prod --legacy /out/producer \
 && node scripts/pnpm.mjs --filter @disparo/worker deploy --prod --legacy /out/worker \
 && rm -rf /out/*/src /out/*/tsconfig*

FROM node:24-bookworm-slim AS base
ENV NODE_ENV=production
WORKDIR /app
USER node

FROM base AS producer
COPY --from=build /out/producer ./
ENV HOST=0.0.0.0 PORT=8080
EXPOSE 8080
CMD ["node", "dist/main.js"]

FROM base AS worker
COPY --from=build /out/worker ./
CMD ["node", "dist/main.js"]
