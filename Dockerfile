# syntax=docker/dockerfile:1
# docker build -t logto-migrate .
# docker run --rm -it -v "$PWD:/data" --user "$(id -u):$(id -g)" --env-file .env logto-migrate check users.ndjson
FROM node:24-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund --ignore-scripts
COPY . .
RUN npm pack --pack-destination /tmp && mv /tmp/logto-migrate-*.tgz /tmp/logto-migrate.tgz

FROM node:24-slim
ENV NODE_ENV=production NO_UPDATE_NOTIFIER=1
# What was tested: the versions of the lock file, without what only development needs.
WORKDIR /opt/logto-migrate
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund --ignore-scripts && npm cache clean --force
RUN --mount=type=bind,from=build,source=/tmp,target=/built tar -xzf /built/logto-migrate.tgz --strip-components=1 \
  && ln -s /opt/logto-migrate/dist/cli.js /usr/local/bin/logto-migrate \
  && mkdir /data && chown node:node /data
# Exports are mounted here, and run folders are written here: everything that must outlive the container.
WORKDIR /data
USER node
ENTRYPOINT ["logto-migrate"]
CMD ["--help"]
