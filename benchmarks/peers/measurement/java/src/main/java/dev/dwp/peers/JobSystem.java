package dev.dwp.peers;

import java.sql.SQLException;
import java.util.function.IntConsumer;

/** A job system on one PostgreSQL database, whose jobs are numbers and do nothing. Used by one thread. */
public interface JobSystem {

    /** The name of the peer's folder. */
    String name();

    String version();

    /** How many jobs are best inserted at once. */
    int batch();

    /** Makes the system's tables anew. */
    void createTables() throws SQLException;

    /** Inserts the jobs with the numbers from {@code first} to before {@code end}; they are stored when it returns. */
    void insertMany(int first, int end);

    /** Inserts a single job; it is stored when this returns. */
    void insertOne(int number);

    /** Starts workers, which give the number of each job to {@code handler}, many at once. */
    void start(IntConsumer handler);

    /** Stops the workers; they can be started again. */
    void stop();

    /** How many jobs are not stored as completed. */
    long unfinished() throws SQLException;
}
