package dev.dwp.conform.runner;

import dev.dwp.conform.dialogue.Dialogue;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code dwp conform server}. */
final class ServerCommand {
    private static final int CONNECT_MS = 5_000;

    private final Options options;
    private final PrintStream out;
    private final PrintStream err;

    ServerCommand(Options options, PrintStream out, PrintStream err) {
        this.options = options;
        this.out = out;
        this.err = err;
    }

    int run() throws Options.WrongUsage, IOException, InterruptedException {
        List<Dialogue> dialogues = options.chosen(
                options.value("dialogues").isPresent()
                        ? DialogueLibrary.read(
                                Path.of(options.value("dialogues").get()), false)
                        : DialogueLibrary.servers());
        if (options.list()) {
            dialogues.forEach(dialogue -> out.println(Report.listed(dialogue)));
            return ConformMain.AS_EXPECTED;
        }
        Optional<String> keeping = options.value("keeper");
        try (@Nullable AdapterProcess keeper = keeping.isPresent() ? new AdapterProcess(keeping.get()) : null) {
            if (keeper != null && keeper.isMissing()) {
                err.println("The keeper cannot be started: " + keeping.get());
                return ConformMain.UNREACHABLE;
            }
            return run(dialogues, new Target(options.url(), options.tokens(), options.patience(), keeper));
        }
    }

    private int run(List<Dialogue> dialogues, Target target)
            throws Options.WrongUsage, IOException, InterruptedException {
        try (Socket probe = new Socket()) {
            probe.connect(new InetSocketAddress(target.url().getHost(), target.port()), CONNECT_MS);
        } catch (IOException e) {
            err.println("There is no server at " + target.url() + ": " + e.getMessage());
            return ConformMain.UNREACHABLE;
        }
        Report report = Report.of(options, out);
        ServerRun run = new ServerRun(target, options.level(), options.formats(), options.needs());
        run.run(dialogues, report::add);
        return report.end() ? ConformMain.AS_EXPECTED : ConformMain.NOT_AS_EXPECTED;
    }
}
