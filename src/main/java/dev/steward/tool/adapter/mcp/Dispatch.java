package dev.steward.tool.adapter.mcp;

import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * How far a request got. It travels in Reactor's context past the SDK, which does not tell whether a request that failed was
 * sent.
 */
final class Dispatch {

  private enum Stage {
    HERE,
    LEFT,
    GIVEN_UP,
  }

  private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.HERE);
  private volatile @Nullable Object id;

  Context in(Context context) {
    return context.put(Dispatch.class, this);
  }

  static @Nullable Dispatch of(ContextView context, JSONRPCMessage message) {
    var dispatch = context.<Dispatch>getOrEmpty(Dispatch.class).orElse(null);
    if (dispatch != null && message instanceof JSONRPCRequest request) {
      dispatch.id = request.id();
    }
    return dispatch;
  }

  /** To be asked right before the first byte is sent. @return false where nobody waits for it any more */
  boolean leave() {
    return stage.compareAndSet(Stage.HERE, Stage.LEFT);
  }

  /** @return true where the request was not sent, and will not be */
  boolean giveUp() {
    return stage.compareAndSet(Stage.HERE, Stage.GIVEN_UP) || stage.get() == Stage.GIVEN_UP;
  }

  /** As the server knows the request; null before a transport has seen it. */
  @Nullable
  Object id() {
    return id;
  }
}
