package dev.dwp.domain.channel;

import dev.dwp.domain.frame.Value;
import dev.dwp.domain.session.Tenant;
import java.util.List;

/** Something that happened, as the outside is told (PROTOCOL §7.2). */
public sealed interface DomainEvent permits JobEvent, RunEvent, CronFired {

    /** Its name on the wire, such as {@code job.completed}. */
    String type();

    /** Whose it is: nobody else ever sees it. */
    Tenant tenant();

    /** The channels on which it appears. */
    List<Channel> channels();

    /** What its frame carries as {@code data}. */
    Value.Struct data();
}
