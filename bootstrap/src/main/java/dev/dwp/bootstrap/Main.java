package dev.dwp.bootstrap;

import dev.dwp.bootstrap.cli.Command;
import dev.dwp.bootstrap.cli.CommandLine;
import dev.dwp.bootstrap.cli.Usage;
import dev.dwp.bootstrap.cli.WrongUsage;
import dev.dwp.bootstrap.config.Configuration;
import dev.dwp.bootstrap.config.ConfigurationFailure;
import dev.dwp.bootstrap.config.Loaded;
import dev.dwp.bootstrap.config.Sources;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/** The program. Every failure becomes a sentence and an exit code: 0 stopped as asked, 1 failed, 2 wrong usage. */
public final class Main {
    private static final int STOPPED = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private static final String WAIT_FOR_IT = "Start it first, or have the server wait for it: dwp serve --wait";

    private final Console console;
    private final Map<String, String> environment;
    private final ServerStarter starter;
    private final CountDownLatch stop;

    /** Where the program writes: results and readiness, and everything else. */
    record Console(PrintStream out, PrintStream err) {}

    /**
     * The program, not run yet.
     *
     * @param stop at zero, the server stops
     */
    Main(Console console, Map<String, String> environment, ServerStarter starter, CountDownLatch stop) {
        this.console = console;
        this.environment = environment;
        this.starter = starter;
        this.stop = stop;
    }

    /** Runs until it is done or the process is told to end. */
    public static void main(String[] arguments) {
        Termination.run(stop -> new Main(new Console(System.out, System.err), System.getenv(), Serve::start, stop)
                .run(List.of(arguments)));
    }

    /** Does what the arguments ask for, and returns the exit code when that is done. */
    int run(List<String> arguments) {
        try {
            return switch (CommandLine.parse(arguments)) {
                case Command.Help help -> print(Usage.TEXT);
                case Command.Version version -> print("%s on Java %s%n".formatted(BuildInfo.load(), Runtime.version()));
                case Command.Serve serve -> serve(serve);
                case Command.Migrate migrate -> migrate(migrate);
                case Command.Doctor doctor -> examine(doctor);
            };
        } catch (WrongUsage e) {
            return fail(WRONG_USAGE, e.sentence() + " See: dwp help");
        } catch (ConfigurationFailure e) {
            return fail(e.wrongUsage() ? WRONG_USAGE : FAILED, e.sentence());
        } catch (StartFailure e) {
            debug(e);
            return fail(FAILED, e.sentence());
        } catch (RuntimeException e) {
            debug(e);
            return fail(
                    FAILED,
                    "The server failed by a defect of its own: %s. DWP_LOG_LEVEL=debug shows where.".formatted(e));
        }
    }

    private int serve(Command.Serve serve) {
        Loaded loaded = configure(new Sources(serve.settings(), environment, serve.config(), serve.demo()));
        Configuration configuration = loaded.configuration();
        Path plugins = configuration.node().plugins();
        if (serve.settings().containsKey("plugins.dir") && plugins != null && !Files.isDirectory(plugins)) {
            return fail(
                    WRONG_USAGE,
                    "--plugins %s is no folder; name one that has the jars of plug-ins.".formatted(plugins));
        }
        Notices.of(configuration).forEach(this::warn);
        try (RunningServer server = starter.start(loaded, serve.waiting() ? new StoreWait(stop) : null)) {
            print(new Welcome(configuration, server.address()).text());
            stop.await();
            console.err().println("stopping");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StoreWait.Stopped e) {
            console.err().println("stopped while waiting for the store");
        } catch (StartFailure e) {
            debug(e);
            return fail(FAILED, e.passing() ? e.sentence() + " " + WAIT_FOR_IT : e.sentence());
        }
        return STOPPED;
    }

    private int migrate(Command.Migrate migrate) {
        Configuration configuration = configure(new Sources(migrate.settings(), environment, migrate.config(), false))
                .configuration();
        return print(Migration.of(configuration.storage().store()));
    }

    private int examine(Command.Doctor doctor) {
        Configuration configuration = configure(new Sources(doctor.settings(), environment, doctor.config(), false))
                .configuration();
        Examination examination = Examination.of(configuration, doctor.repair());
        print(examination.text());
        return examination.failed() ? FAILED : STOPPED;
    }

    private Loaded configure(Sources sources) {
        Loaded loaded = Configuration.load(sources);
        Configuration configuration = loaded.configuration();
        Logging.configure(configuration.node().log());
        loaded.warnings().forEach(this::warn);
        return loaded;
    }

    private int print(String text) {
        console.out().print(text);
        console.out().flush();
        return STOPPED;
    }

    private void warn(String sentence) {
        console.err().println("warning: " + sentence);
    }

    private int fail(int code, String sentence) {
        console.err().println(sentence);
        console.err().flush();
        return code;
    }

    /** Logged only by those who ask for it. Not a field: logging begins when its level is known. */
    private static void debug(RuntimeException e) {
        LoggerFactory.getLogger(Main.class).debug("The server could not run.", e);
    }
}
