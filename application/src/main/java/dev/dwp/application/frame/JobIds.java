package dev.dwp.application.frame;

import dev.dwp.application.port.in.ItemResult;
import dev.dwp.domain.frame.Refusal;
import dev.dwp.domain.frame.StructBuilder;
import dev.dwp.domain.frame.Value;
import dev.dwp.domain.job.Job;
import dev.dwp.domain.job.JobId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Methods that take either {@code job_id} or {@code job_ids}, and answer with one result or with {@code results} in the
 * order of the ids (PROTOCOL §5).
 */
final class JobIds {
    private static final int MOST = 1000;

    private JobIds() {}

    /**
     * Answers a request.
     *
     * @param one does it for one job
     * @param many does it for several; the results are in the order of the ids
     * @param view what is answered for a job: the whole answer for one, and beside {@code job_id} for many
     */
    static Answer answer(
            Invocation invocation,
            Function<JobId, Job> one,
            Function<List<JobId>, List<ItemResult<Job>>> many,
            Function<Job, Value.Struct> view) {
        Params params = invocation.params();
        List<String> ids = params.texts("job_ids", MOST);
        if (ids == null) {
            return Answer.of(view.apply(one.apply(params.required("job_id", JobId::new))));
        }
        if (params.has("job_id")) {
            throw Refusal.badRequest("'job_id' and 'job_ids' contradict each other; give one of them.");
        }
        BatchResults.requireRoom(ids.size(), invocation.frame());
        List<Value> results = BatchResults.fitted(results(ids, many, view), invocation.room());
        return Answer.of(Value.struct().put("results", results).build());
    }

    private static List<Value> results(
            List<String> ids, Function<List<JobId>, List<ItemResult<Job>>> many, Function<Job, Value.Struct> view) {
        Map<Integer, Refusal> malformed = new LinkedHashMap<>();
        List<JobId> wellFormed = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            try {
                wellFormed.add(new JobId(ids.get(i)));
            } catch (Refusal e) {
                malformed.put(i, e);
            }
        }
        Iterator<ItemResult<Job>> done = many.apply(wellFormed).iterator();
        List<Value> results = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            Refusal refusal = malformed.get(i);
            results.add(result(ids.get(i), refusal == null ? done.next() : new ItemResult.Refused<>(refusal), view));
        }
        return results;
    }

    private static Value result(String id, ItemResult<Job> result, Function<Job, Value.Struct> view) {
        StructBuilder item = Value.struct().put("job_id", id);
        switch (result) {
            case ItemResult.Done<Job>(Job job) -> view.apply(job).members().forEach(item::put);
            case ItemResult.Refused<Job>(Refusal reason) -> item.put("error", Views.error(reason));
        }
        return item.build();
    }
}
