package dev.steward.web;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the web app how people sign in, before anybody has. */
@RestController
class SignInController {

  private final SignInMethod method;
  private final boolean demo;

  SignInController(
    SignInMethod method,
    @Value("${steward.identity.people:" + DemoServer.PEOPLE + "}") String people
  ) {
    this.method = method;
    this.demo = method == SignInMethod.FORM && people.equals(DemoServer.PEOPLE);
  }

  /**
   * @param href where a browser goes to sign in; null where it shows a form
   * @param demo whether the people with known passwords may sign in
   */
  record SignIn(SignInMethod method, @Nullable String href, boolean demo) {}

  @GetMapping("/api/sign-in")
  SignIn signIn() {
    return new SignIn(method, method == SignInMethod.REDIRECT ? KeycloakSignIn.START : null, demo);
  }
}
