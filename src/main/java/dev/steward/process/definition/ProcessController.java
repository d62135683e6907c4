package dev.steward.process.definition;

import dev.steward.listing.Listing;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/processes")
class ProcessController {

  private final Definitions definitions;

  ProcessController(Definitions definitions) {
    this.definitions = definitions;
  }

  @GetMapping
  Listing<ProcessSummary> list() {
    return Listing.whole(definitions.latest());
  }

  @GetMapping("/{key}")
  ProcessDetail get(@PathVariable String key) {
    return definitions.detail(key);
  }

  /** @param version the latest where none is named */
  @GetMapping(path = "/{key}/bpmn", produces = MediaType.APPLICATION_XML_VALUE)
  byte[] bpmn(@PathVariable String key, @RequestParam(required = false) @Nullable Integer version) {
    return definitions.bpmn(key, version);
  }
}
