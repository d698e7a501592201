package dev.dwp.conform.runner;

import dev.dwp.conform.dialogue.Dialogue;
import dev.dwp.conform.dialogue.Level;
import dev.dwp.conform.dialogue.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Runs dialogues against a server, one after another. */
final class ServerRun {
    private final Level level;
    private final Set<String> formats;
    private final Set<String> fulfilled;
    private final Set<String> idsOfServer = FrameRules.ids();
    private Target target;

    /**
     * A run.
     *
     * @param level dialogues of higher levels are skipped
     * @param formats dialogues are run in these alone
     * @param fulfilled needs of dialogues that the server meets; dialogues with others are skipped
     */
    ServerRun(Target target, Level level, Set<String> formats, Set<String> fulfilled) {
        this.target = target;
        this.level = level;
        this.formats = formats;
        this.fulfilled = fulfilled;
    }

    /** Runs them all and tells of each as it ends. */
    public List<CaseResult> run(List<Dialogue> dialogues, Consumer<CaseResult> told) throws InterruptedException {
        List<CaseResult> results = new ArrayList<>();
        for (Dialogue dialogue : dialogues) {
            for (CaseResult result : run(dialogue)) {
                told.accept(result);
                results.add(result);
            }
        }
        return results;
    }

    /** Runs one dialogue in each of its formats over each of its transports. */
    public List<CaseResult> run(Dialogue dialogue) throws InterruptedException {
        List<CaseResult> results = new ArrayList<>();
        for (Transport over : dialogue.over()) {
            for (String format : dialogue.formats()) {
                if (formats.contains(format)) {
                    results.add(run(dialogue, over, Encoding.of(format)));
                }
            }
        }
        return results;
    }

    private CaseResult run(Dialogue dialogue, Transport over, Encoding encoding) throws InterruptedException {
        String variant = over.written() + " " + encoding.format();
        String skipped = skipped(dialogue);
        if (!skipped.isEmpty()) {
            return new CaseResult(dialogue, variant, CaseResult.Outcome.SKIPPED, skipped, Duration.ZERO);
        }
        long began = System.nanoTime();
        try (Conversation conversation = new Conversation(target, dialogue, over, encoding, idsOfServer)) {
            try {
                conversation.run();
            } finally {
                target = conversation.target(); // its keeper may have moved it
            }
            return new CaseResult(dialogue, variant, CaseResult.Outcome.PASSED, "", since(began));
        } catch (Failure e) {
            return new CaseResult(
                    dialogue,
                    variant,
                    e.skips() ? CaseResult.Outcome.SKIPPED : CaseResult.Outcome.FAILED,
                    String.valueOf(e.getMessage()),
                    since(began));
        }
    }

    private String skipped(Dialogue dialogue) {
        if (!level.includes(dialogue.level())) {
            return "It is of level " + dialogue.level().written() + ".";
        }
        Set<String> needs = new HashSet<>(dialogue.needs());
        needs.removeAll(fulfilled);
        if (needs.remove(Dialogue.KEEPER) && target.keeper() == null) {
            return "It needs a server with a keeper (--keeper).";
        }
        if (!needs.isEmpty()) {
            return "It needs a server with " + String.join(", ", needs) + " (--with).";
        }
        Set<String> tokens = new HashSet<>(dialogue.tokens());
        tokens.removeAll(target.tokens().keySet());
        return tokens.isEmpty() ? "" : "It needs --" + tokens.iterator().next() + "-token.";
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
