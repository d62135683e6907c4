package dev.steward.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;

class SessionLifetimeTest {

  private final MockHttpSession session = new MockHttpSession();

  @Test
  void endsASessionHoweverBusyItIs() throws Exception {
    request(Duration.ofHours(12).plusMinutes(1));

    assertThat(session.isInvalid()).isTrue();
  }

  @Test
  void leavesAYoungerOneAlone() throws Exception {
    request(Duration.ofHours(11));

    assertThat(session.isInvalid()).isFalse();
  }

  private void request(Duration after) throws Exception {
    var request = new MockHttpServletRequest();
    request.setSession(session);
    var lifetime = new SessionLifetime(
      Duration.ofHours(12),
      Clock.offset(Clock.systemUTC(), after)
    );
    var chain = new MockFilterChain();
    lifetime.doFilter(request, new MockHttpServletResponse(), chain);
    assertThat(chain.getRequest()).isSameAs(request);
  }
}
