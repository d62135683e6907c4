package dev.steward.tool;

import com.fasterxml.jackson.databind.JsonNode;

/** A tool that this application performs itself: a bean, which a contract names under {@code bean}. */
public interface JavaTool {
  /**
   * Performs one call. It runs outside of any transaction on a thread of its own and is interrupted when the contract's timeout is over.
   *
   * @param arguments valid under the contract, an object
   * @param idempotencyKey the same for every attempt at this call
   * @return the result, checked against the contract
   * @throws RefusedException where nothing was done; any other exception leaves open what happened
   */
  JsonNode call(JsonNode arguments, String idempotencyKey);

  /** Nothing was done, for a reason that an agent may read. */
  class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RefusedException(String reason) {
      super(reason);
    }
  }
}
