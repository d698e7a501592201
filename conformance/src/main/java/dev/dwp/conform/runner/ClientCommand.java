package dev.dwp.conform.runner;

import dev.dwp.conform.dialogue.Dialogue;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** {@code dwp conform client}. */
final class ClientCommand {
    private final Options options;
    private final PrintStream out;
    private final PrintStream err;

    ClientCommand(Options options, PrintStream out, PrintStream err) {
        this.options = options;
        this.out = out;
        this.err = err;
    }

    int run() throws Options.WrongUsage, IOException, InterruptedException {
        List<Dialogue> dialogues = options.chosen(
                options.value("dialogues").isPresent()
                        ? DialogueLibrary.read(
                                Path.of(options.value("dialogues").get()), true)
                        : DialogueLibrary.clients());
        if (options.list()) {
            dialogues.forEach(dialogue -> out.println(Report.listed(dialogue)));
            return ConformMain.AS_EXPECTED;
        }
        String command = options.value("command").orElse("");
        ClientRun run =
                new ClientRun(command, options.patience(), options.level(), options.formats(), options.atATime());
        if (!run.hasAdapter()) {
            err.println("The adapter cannot be started: " + command);
            return ConformMain.UNREACHABLE;
        }
        Report report = Report.of(options, out);
        run.run(dialogues, report::add);
        return report.end() ? ConformMain.AS_EXPECTED : ConformMain.NOT_AS_EXPECTED;
    }
}
