package dev.dwp.application.session;

import dev.dwp.application.handler.Handlers;
import dev.dwp.application.handler.JobDefinition;
import dev.dwp.application.handler.WorkflowDefinition;
import dev.dwp.application.port.out.Store;
import dev.dwp.domain.frame.Frame;
import dev.dwp.domain.frame.Method;
import dev.dwp.domain.frame.Value;
import java.lang.reflect.Type;
import java.util.Optional;

/**
 * Tells which requests a connection's reader answers itself: those that come in great numbers, that make one thing, and on
 * whose way nothing is waited for, neither a disk nor code of users, so that they hold up no other (PROTOCOL §4.4). Immutable.
 */
public final class QuickRequests {
    private final boolean commitsAtOnce;
    private final Handlers handlers;

    private QuickRequests(boolean commitsAtOnce, Handlers handlers) {
        this.commitsAtOnce = commitsAtOnce;
        this.handlers = handlers;
    }

    /** Those of a server with that store and those handlers. */
    public static QuickRequests of(Store store, Handlers handlers) {
        return new QuickRequests(store.commitsAtOnce(), handlers);
    }

    boolean include(Frame.Request request) {
        return commitsAtOnce && makesOne(request) && !AnswerPermits.mayBeLarge(request);
    }

    private boolean makesOne(Frame.Request request) {
        String method = request.method();
        if (method.equals(Method.JOB_ENQUEUE.wireName())) {
            return bindsNothing(name(request).flatMap(handlers::job).map(JobDefinition::payloadType));
        }
        if (method.equals(Method.WORKFLOW_START.wireName())) {
            return bindsNothing(name(request).flatMap(handlers::latestWorkflow).map(WorkflowDefinition::inputType));
        }
        return method.equals(Method.WORKFLOW_EVENT.wireName());
    }

    private static Optional<String> name(Frame.Request request) {
        return request.data() instanceof Value.Struct data && data.member("name") instanceof Value.Text(String name)
                ? Optional.of(name)
                : Optional.empty();
    }

    /** Types of users have constructors of users, which may take their time. For an unknown name nothing is bound. */
    private static boolean bindsNothing(Optional<Type> type) {
        return type.isEmpty() || type.get() == Value.class || type.get() == Object.class;
    }
}
