package dev.dwp.bootstrap.config;

import static dev.dwp.bootstrap.config.Forms.wholeNumber;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.event.Level;

/** Every key that has one value; keys with a name in them are {@link Family families}. */
final class Settings {
    private static final int BILLION = 1_000_000_000;

    static final Setting<String> HOST = Setting.of("server.host", "127.0.0.1", Forms.HOST);
    static final Setting<Integer> PORT = Setting.of("server.port", "8080", wholeNumber(0, 65_535));
    static final Setting<String> PATH = Setting.of("server.path", "/dwp", Forms.BASE_PATH);
    static final Setting<Path> TLS_KEYSTORE = Setting.of("server.tls.keystore", Forms.FILE);
    static final Setting<String> TLS_PASSWORD = Setting.of("server.tls.password", Forms.SECRET);
    static final Setting<Path> TLS_CERTIFICATE = Setting.of("server.tls.certificate", Forms.FILE);
    static final Setting<Path> TLS_KEY = Setting.of("server.tls.key", Forms.FILE);
    static final Setting<Set<String>> CORS_ORIGINS = Setting.of("server.cors.origins", Forms.ORIGINS);
    static final Setting<Set<String>> PUBLIC_ORIGINS = Setting.of("server.public-origins", Forms.ORIGINS);
    static final Setting<Boolean> COMPRESSION = Setting.of("server.websocket.compression", "true", Forms.SWITCH);
    static final Setting<Boolean> CONSOLE = Setting.of("server.console", "true", Forms.SWITCH);
    static final Setting<Integer> MAX_CONNECTIONS =
            Setting.of("server.max-connections", "100000", wholeNumber(1, BILLION));
    static final Setting<Integer> MAX_FRAME_BYTES =
            Setting.of("server.max-frame-bytes", "1048576", wholeNumber(1024, 64 << 20));
    static final Setting<Integer> MAX_IN_FLIGHT = Setting.of("server.max-in-flight", "64", wholeNumber(1, BILLION));
    static final Setting<Integer> MAX_SUBSCRIPTIONS =
            Setting.of("server.max-subscriptions", "1000", wholeNumber(1, BILLION));
    static final Setting<Integer> MAX_UNREAD_BYTES =
            Setting.of("server.max-unread-bytes", "67108864", wholeNumber(1 << 20, BILLION));
    static final Setting<Duration> HEAD_TIMEOUT = Setting.of("server.head-timeout", "10s", Forms.DURATION);
    static final Setting<Duration> IDLE_TIMEOUT = Setting.of("server.idle-timeout", "75s", Forms.DURATION);
    static final Setting<Duration> AUTH_TIMEOUT = Setting.of("server.auth-timeout", "10s", Forms.DURATION);
    static final Setting<Duration> PING_INTERVAL = Setting.of("server.ping-interval", "30s", Forms.DURATION);
    static final Setting<Duration> SHUTDOWN_GRACE = Setting.of("server.shutdown-grace", "30s", Forms.DURATION_OR_NONE);
    static final Setting<Duration> DRAIN_DELAY = Setting.of("server.drain-delay", "1s", Forms.DURATION_OR_NONE);

    static final Setting<StoreSpec> STORE = Setting.of("store", "sqlite:data/dwp.db", Forms.STORE);
    static final Setting<Integer> EVENTS_RETAIN = Setting.of("events.retain", "1000000", wholeNumber(1, BILLION));
    static final Setting<Duration> EVENTS_RETAIN_FOR = Setting.of("events.retain-for", "7d", Forms.DURATION);

    static final Setting<Boolean> AUTH_NONE = Setting.of("auth.none", "false", Forms.SWITCH);
    static final Setting<Boolean> AUTH_NONE_FORCE = Setting.of("auth.none.force", "false", Forms.SWITCH);

    static final Setting<Integer> WORKERS_CONCURRENCY =
            Setting.of("workers.concurrency", "64", wholeNumber(1, 1_000_000));
    static final Setting<Duration> WORKERS_LEASE = Setting.of("workers.lease", "30s", Forms.DURATION);
    static final Setting<Integer> WORKFLOWS_MAX_VALUE_BYTES =
            Setting.of("workflows.max-value-bytes", "262144", wholeNumber(1024, 64 << 20));
    static final Setting<Boolean> JOBS_ACCEPT_UNKNOWN = Setting.of("jobs.accept-unknown", "false", Forms.SWITCH);
    static final Setting<Duration> JOBS_RETAIN_FOR = Setting.of("jobs.retain-for", "7d", Forms.DURATION);
    static final Setting<Duration> DLQ_RETAIN_FOR = Setting.of("dlq.retain-for", "30d", Forms.DURATION);
    static final Setting<Duration> JOBS_CANCEL_GRACE = Setting.of("jobs.cancel-grace", "5s", Forms.DURATION_OR_NONE);

    static final Setting<String> NODE_NAME = Setting.of("node.name", Forms.TEXT);
    static final Setting<Path> PLUGINS_DIR = Setting.of("plugins.dir", Forms.FILE);
    static final Setting<Boolean> LOG_REQUESTS = Setting.of("log.requests", "false", Forms.SWITCH);
    static final Setting<Level> LOG_LEVEL = Setting.of("log.level", "info", Forms.LEVEL);
    static final Setting<LogSettings.Format> LOG_FORMAT = Setting.of("log.format", "text", Forms.LOG_FORMAT);

    /** All of them, in the order of the manual. */
    static final List<Setting<?>> ALL = List.of(
            HOST,
            PORT,
            PATH,
            TLS_KEYSTORE,
            TLS_PASSWORD,
            TLS_CERTIFICATE,
            TLS_KEY,
            CORS_ORIGINS,
            PUBLIC_ORIGINS,
            COMPRESSION,
            CONSOLE,
            MAX_CONNECTIONS,
            MAX_FRAME_BYTES,
            MAX_IN_FLIGHT,
            MAX_SUBSCRIPTIONS,
            MAX_UNREAD_BYTES,
            HEAD_TIMEOUT,
            IDLE_TIMEOUT,
            AUTH_TIMEOUT,
            PING_INTERVAL,
            SHUTDOWN_GRACE,
            DRAIN_DELAY,
            STORE,
            EVENTS_RETAIN,
            EVENTS_RETAIN_FOR,
            AUTH_NONE,
            AUTH_NONE_FORCE,
            WORKERS_CONCURRENCY,
            WORKERS_LEASE,
            WORKFLOWS_MAX_VALUE_BYTES,
            JOBS_ACCEPT_UNKNOWN,
            JOBS_RETAIN_FOR,
            DLQ_RETAIN_FOR,
            JOBS_CANCEL_GRACE,
            NODE_NAME,
            PLUGINS_DIR,
            LOG_LEVEL,
            LOG_REQUESTS,
            LOG_FORMAT);

    private Settings() {}
}
