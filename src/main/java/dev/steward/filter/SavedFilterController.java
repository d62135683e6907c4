package dev.steward.filter;

import dev.steward.identity.CurrentActor;
import dev.steward.listing.Choice;
import dev.steward.listing.Listing;
import dev.steward.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's own filters; nobody has a way to those of others. */
@RestController
@RequestMapping("/api/me/filters")
class SavedFilterController {

  private static final String PRINTABLE = "[^\\p{Cntrl}]*";

  private final SavedFilters filters;
  private final CurrentActor current;

  SavedFilterController(SavedFilters filters, CurrentActor current) {
    this.filters = filters;
    this.current = current;
  }

  @Schema(name = "SaveFilter")
  record Change(
    @NotNull @Schema(implementation = SavedFilter.List.class) String list,
    @NotNull @Size(max = 2_000) @Pattern(regexp = PRINTABLE) String query
  ) {}

  @GetMapping
  Listing<SavedFilter> list() {
    return Listing.whole(filters.of(current.get().name()));
  }

  /** Puts a filter in the place of an earlier one with that name. */
  @PutMapping("/{name}")
  SavedFilter save(
    @PathVariable @Size(min = 1, max = 100) @Pattern(regexp = PRINTABLE) String name,
    @Valid @RequestBody Change change
  ) {
    var list = Choice.of(SavedFilter.List.values(), change.list(), "/list");
    return filters.save(current.get().name(), name, list, change.query());
  }

  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable String name) {
    if (!filters.delete(current.get().name(), name)) {
      throw ProblemException.notFound("filter-not-found", "You have no filter '" + name + "'");
    }
  }
}
