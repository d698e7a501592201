package dev.dwp.conform.runner;

import dev.dwp.conform.dialogue.Dialogue;
import dev.dwp.conform.dialogue.Level;
import dev.dwp.conform.dialogue.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Runs dialogues against a client, with an adapter and a server of its own for each. */
public final class ClientRun {
    private final String command;
    private final Duration patience;
    private final Level level;
    private final Set<String> formats;
    private final int atATime;

    /**
     * A run.
     *
     * @param command what the shell starts the adapter by
     * @param patience how long anything may take, unless a dialogue says otherwise
     * @param level dialogues of higher levels are skipped
     * @param formats dialogues are run in these alone
     * @param atATime how many of them go on at the same time
     */
    public ClientRun(String command, Duration patience, Level level, Set<String> formats, int atATime) {
        this.command = command;
        this.patience = patience;
        this.level = level;
        this.formats = formats;
        this.atATime = atATime;
    }

    /** Tells whether the shell finds the adapter's command. */
    boolean hasAdapter() throws IOException, InterruptedException {
        try (AdapterProcess adapter = new AdapterProcess(command)) {
            return !adapter.isMissing();
        }
    }

    /** Runs them all and reports each in their order. */
    public List<CaseResult> run(List<Dialogue> dialogues, Consumer<CaseResult> report)
            throws IOException, InterruptedException {
        List<CaseResult> results = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(atATime);
        try {
            List<Future<CaseResult>> cases = new ArrayList<>();
            for (Dialogue dialogue : dialogues) {
                for (Transport over : dialogue.over()) {
                    for (String format : dialogue.formats()) {
                        if (formats.contains(format)) {
                            cases.add(threads.submit(() -> run(dialogue, over, Encoding.of(format))));
                        }
                    }
                }
            }
            for (Future<CaseResult> each : cases) {
                CaseResult result = each.get();
                report.accept(result);
                results.add(result);
            }
            return results;
        } catch (ExecutionException e) {
            throw new IOException("A dialogue could not be run.", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private CaseResult run(Dialogue dialogue, Transport over, Encoding encoding)
            throws IOException, InterruptedException {
        String variant = over.written() + " " + encoding.format();
        if (!level.includes(dialogue.level())) {
            return new CaseResult(
                    dialogue,
                    variant,
                    CaseResult.Outcome.SKIPPED,
                    "It is of level " + dialogue.level().written() + ".",
                    Duration.ZERO);
        }
        long began = System.nanoTime();
        CaseResult.Outcome outcome = CaseResult.Outcome.PASSED;
        String detail = "";
        try (AdapterProcess adapter = new AdapterProcess(command)) {
            try (ClientConversation conversation =
                    new ClientConversation(dialogue, over, encoding, patience, adapter)) {
                conversation.run();
            } catch (Failure e) {
                outcome = e.skips() ? CaseResult.Outcome.SKIPPED : CaseResult.Outcome.FAILED;
                detail = e.getMessage()
                        + (e.skips() || adapter.errors().isEmpty()
                                ? ""
                                : "\n  The adapter wrote:\n" + adapter.errors().indent(4));
            }
        }
        return new CaseResult(dialogue, variant, outcome, detail, Duration.ofNanos(System.nanoTime() - began));
    }
}
