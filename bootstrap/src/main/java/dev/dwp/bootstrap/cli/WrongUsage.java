package dev.dwp.bootstrap.cli;

/** A command line that asks for nothing there is; its message is a sentence that says what was meant, or what to write. */
public final class WrongUsage extends RuntimeException {
    private final String sentence;

    WrongUsage(String sentence) {
        super(sentence, null, false, false);
        this.sentence = sentence;
    }

    /** What is wrong, and what to write instead. */
    public String sentence() {
        return sentence;
    }
}
