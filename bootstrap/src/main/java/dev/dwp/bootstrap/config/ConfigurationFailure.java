package dev.dwp.bootstrap.config;

/**
 * A configuration that cannot be used; its message is a sentence for whoever wrote it, and repeats no secret. Carries no stack
 * trace: it is an answer, not a defect.
 */
public final class ConfigurationFailure extends RuntimeException {
    private final String sentence;
    private final boolean wrongUsage;

    /** Something is wrong in the file or the environment, or with several values together. */
    public ConfigurationFailure(String sentence) {
        this(sentence, false);
    }

    ConfigurationFailure(String sentence, boolean wrongUsage) {
        super(sentence, null, false, false);
        this.sentence = sentence;
        this.wrongUsage = wrongUsage;
    }

    /** What is wrong, and what to write instead. */
    public String sentence() {
        return sentence;
    }

    /** Whether it is a flag's value that is wrong. */
    public boolean wrongUsage() {
        return wrongUsage;
    }
}
