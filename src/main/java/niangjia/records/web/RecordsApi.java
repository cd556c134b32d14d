package niangjia.records.web;

import java.util.UUID;
import niangjia.records.Records;
import niangjia.records.Root;
import niangjia.records.queries.ReadSeal;
import niangjia.shared.Scope;
import niangjia.site.Acting;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Roots and proofs for programs that check the log. */
@RestController
@RequestMapping("/api/v1/records")
class RecordsApi {

    private final Records records;
    private final ReadSeal seal;

    RecordsApi(Records records, ReadSeal seal) {
        this.records = records;
        this.seal = seal;
    }

    @GetMapping("/root")
    ResponseEntity<Root> root() {
        return answer(records.newestRoot().orElseThrow(RecordsApi::notThere));
    }

    @GetMapping("/consistency")
    ResponseEntity<ReadSeal.Consistency> consistency(
            @RequestParam long smaller, @RequestParam long larger) {
        return answer(
                seal.consistency(Scope.everyone(), smaller, larger)
                        .orElseThrow(RecordsApi::notThere));
    }

    @GetMapping("/entries/{id}/proof")
    ResponseEntity<ReadSeal.Inclusion> inclusion(Acting acting, @PathVariable UUID id) {
        return answer(seal.inclusion(acting.scope(), id).orElseThrow(RecordsApi::notThere));
    }

    private static <T> ResponseEntity<T> answer(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }

    private static ResponseStatusException notThere() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
