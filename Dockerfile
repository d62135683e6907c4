# syntax=docker/dockerfile:1.7
FROM node:22.20.0-bookworm-slim AS node

FROM maven:3.9.11-eclipse-temurin-25 AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/root/.m2 --mount=type=cache,target=/root/.npm \
    mvn -B -ntp -Dmaven.test.skip=true package \
    && java -Djarmode=tools -jar target/steward-*.jar extract --layers --destination target/layers --application-filename steward.jar

FROM eclipse-temurin:25.0.1_8-jre-noble
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin steward \
    && install -d -o steward -g steward /app /app/data
WORKDIR /app
# What changes least comes first, so that an upgrade is a small one.
COPY --from=build /build/target/layers/dependencies/ ./
COPY --from=build /build/target/layers/spring-boot-loader/ ./
COPY --from=build /build/target/layers/snapshot-dependencies/ ./
COPY --from=build /build/target/layers/application/ ./
COPY processes processes
COPY forms forms
COPY policies policies
COPY agents agents
COPY tools tools
COPY knowledge knowledge
USER 10001
EXPOSE 8080
# Keys of the trail, checkpoints and the archive of evidence; to be backed up with the database.
VOLUME /app/data
# The libraries that embed texts unpack what is native of them here.
ENV DJL_CACHE_DIR=/tmp/djl
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError"
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=120s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && grep -q '\"UP\"' <&3"]
ENTRYPOINT ["java", "-jar", "steward.jar"]
