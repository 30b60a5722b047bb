# Built in one image, run in another: packages and output only, as a user without rights.
FROM node:22-bookworm-slim AS build
WORKDIR /plenum
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY .swcrc tsconfig.json ./
COPY scripts scripts
COPY migrations migrations
COPY console console
COPY bench bench
COPY dashboards/src dashboards/src
COPY src src
RUN node scripts/build.mjs && rm -rf dist/bench dist/dashboards

FROM node:22-bookworm-slim
ENV NODE_ENV=production TZ=UTC
WORKDIR /plenum
COPY package.json ./
COPY sites sites
COPY deploy/plenum.js deploy/
COPY --from=build /plenum/node_modules node_modules
COPY --from=build /plenum/dist dist
RUN ln -s /plenum/deploy/plenum.js /usr/local/bin/plenum \
  && install -d -o node -g node /data
# Of embedded mode; distributed mode keeps nothing here.
ENV PLENUM_HTTP_HOST=0.0.0.0
VOLUME /data
USER node
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/ready').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "/plenum/deploy/plenum.js"]
CMD ["up"]
