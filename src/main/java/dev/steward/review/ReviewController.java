package dev.steward.review;

import dev.steward.identity.CurrentActor;
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
}
