package dev.dwp.http.websocket;

/** The memory that connections share for messages of which a part has arrived. Thread-safe. */
public interface MessageMemory {
    /** Lets everybody take as much as the limit on messages allows. */
    MessageMemory UNBOUNDED = new MessageMemory() {
        @Override
        public boolean take(int octets) {
            return true;
        }

        @Override
        public void give(int octets) {}
    };

    /**
     * Takes octets; waits for others to give some back, so that a connection which needs more than there is reads no
     * further.
     *
     * @return false when too little was given back in time
     */
    boolean take(int octets);

    /** Gives back what was taken. */
    void give(int octets);
}
