# One image for the three processes. By itself it runs the API; the others are its other commands:
#   node dist/src/main.js                        the API, on PORT
#   node dist/src/worker.js                      a worker, its health on HEALTH_PORT
#   node dist/src/scheduler.js                   the scheduler, its health on SCHEDULER_HEALTH_PORT
#   node dist/src/core/database/migrate.cli.js   applies migrations and ends
# It needs no write access but to /tmp and, with MEDIA_STORE=filesystem, to MEDIA_DIR (docs/operations.md).
ARG NODE_IMAGE=node:24-trixie-slim

# No install script is run anywhere: what they would do (download engines, report installations) is not needed.
FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --include=dev --ignore-scripts --no-audit --no-fund
COPY .swcrc prisma.config.mjs tsconfig.json ./
COPY prisma prisma
COPY tools tools
COPY scripts scripts
COPY sandbox sandbox
COPY src src
COPY client client
COPY web web
RUN npm run db:generate && npm run build

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
# Prisma's command line and TypeScript are development packages that are also optional peers of Prisma's client: --omit=dev alone
# would keep them. Versions are the lock file's all the same.
RUN npm pkg delete devDependencies && npm install --omit=peer --ignore-scripts --no-audit --no-fund

FROM ${NODE_IMAGE}
# Node 24 lets the young generation grow to 128 MB where a machine has much memory, Node 20 to 32: it is that here (docs/adr/0014).
ENV NODE_ENV=production MEDIA_DIR=/app/media NODE_OPTIONS=--max-semi-space-size=16
WORKDIR /app
RUN mkdir media && chown 1000:1000 media
COPY package.json ./
COPY scripts/health-check.mjs scripts/
COPY --from=dependencies /app/node_modules node_modules
COPY prisma/migrations prisma/migrations
COPY --from=build /app/dist/src dist/src
COPY --from=build /app/dist/web dist/web
USER 1000:1000
EXPOSE 3000 3001 3002
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["node", "scripts/health-check.mjs"]
CMD ["node", "dist/src/main.js"]
