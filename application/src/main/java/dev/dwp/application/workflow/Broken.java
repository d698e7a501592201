package dev.dwp.application.workflow;

/** The code of a run broke a rule that it cannot be let go on from; the run fails with the sentence. */
final class Broken extends RuntimeException {
    private final String sentence;

    Broken(String sentence) {
        super(sentence, null, false, false);
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
