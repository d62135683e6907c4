package dev.steward.review;

import dev.steward.identity.CurrentActor;
import dev.steward.listing.Listing;
import dev.steward.process.spi.ItemResult;
import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ReviewController {

  private final Reviews reviews;
  private final CurrentActor current;

  ReviewController(Reviews reviews, CurrentActor current) {
    this.reviews = reviews;
    this.current = current;
  }

  @PostMapping("/api/tasks/{id}/decision")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void decide(@PathVariable String id, @Valid @RequestBody DecisionRequest request) {
    reviews.decide(id, request, current.get());
  }

  /** Decides on several tasks alike, each by itself: some may be decided where others are not. */
  @PostMapping("/api/tasks/decisions")
  Listing<ItemResult> decide(@Valid @RequestBody DecisionsRequest request) {
    return Listing.whole(reviews.decide(request, current.get()));
  }
}
