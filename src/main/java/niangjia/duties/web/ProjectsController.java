package niangjia.duties.web;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import niangjia.access.Actor;
import niangjia.access.Once;
import niangjia.duties.queries.ReadProjects;
import niangjia.duties.tasks.MayDo;
import niangjia.duties.tasks.Projects;
import niangjia.duties.tasks.Studios;
import niangjia.help.NotHere;
import niangjia.network.Network;
import niangjia.network.Place;
import niangjia.network.SeatHeld;
import niangjia.shared.Page;
import niangjia.shared.Refused;
import niangjia.shared.Scope;
import niangjia.shared.UnitId;
import niangjia.site.Answer;
import niangjia.site.FormToken;
import niangjia.site.GoTo;
import niangjia.site.Shown;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Led projects and member studios. */
@Controller
class ProjectsController {

    private static final int ROWS = 30;

    private final ReadProjects read;
    private final Projects projects;
    private final Studios studios;
    private final MayDo may;
    private final Network network;
    private final Once once;

    ProjectsController(
            ReadProjects read,
            Projects projects,
            Studios studios,
            MayDo may,
            Network network,
            Once once) {
        this.read = read;
        this.projects = projects;
        this.studios = studios;
        this.may = may;
        this.network = network;
        this.once = once;
    }

    @GetMapping("/duties/projects")
    Answer own(Actor actor) {
        return new GoTo("/duties/projects/of/" + actor.seat().place().id());
    }

    @GetMapping("/duties/projects/of/{unit}")
    Answer of(Actor actor, @PathVariable UUID unit, @RequestParam(defaultValue = "") String after) {
        return list(actor.seat(), new UnitId(unit), after, Form.NONE);
    }

    /** A project is begun in one's own unit; a studio by who leads the unit. */
    @PostMapping("/duties/projects/of/{unit}")
    Answer begin(
            Actor actor,
            @PathVariable UUID unit,
            FormToken token,
            @RequestParam String act,
            @RequestParam Map<String, String> typed) {
        SeatHeld me = actor.seat();
        var at = new UnitId(unit);
        may.see(me, at);
        try {
            String made =
                    once.run(
                            token.orRefuse(),
                            () ->
                                    switch (act) {
                                        case "project" -> {
                                            if (!me.place().id().equals(at)) {
                                                throw new NotHere();
                                            }
                                            yield "/duties/projects/"
                                                    + projects.begin(
                                                            me,
                                                            Form.word(typed, "title"),
                                                            Form.word(typed, "aim"),
                                                            Form.day(typed, "due"),
                                                            Form.id(typed, "studio"));
                                        }
                                        case "studio" ->
                                                "/duties/studios/"
                                                        + studios.open(
                                                                me,
                                                                at,
                                                                Form.seat(typed, "seat"),
                                                                told(typed));
                                        default -> throw new NotHere();
                                    });
            return new GoTo(made);
        } catch (Refused refused) {
            return Shown.wrong(list(me, at, "", new Form(act, typed, refused)));
        }
    }

    private static Studios.Told told(Map<String, String> typed) {
        return new Studios.Told(
                Form.word(typed, "name"), Form.word(typed, "does"), Form.word(typed, "hours"));
    }

    private ProjectsPage list(SeatHeld me, UnitId unit, String after, Form form) {
        Place place = may.see(me, unit);
        List<ReadProjects.Project> found = read.of(me.branch(), unit, new Page(after, ROWS + 1));
        boolean more = found.size() > ROWS;
        return new ProjectsPage(
                network.path(place),
                place,
                network.below(place),
                more ? found.subList(0, ROWS) : found,
                more ? found.get(ROWS - 1).id().toString() : null,
                read.studios(me.branch(), unit),
                me.place().id().equals(unit),
                may.leadsAt(me, place) ? network.people(unit) : List.of(),
                form);
    }

    @GetMapping("/duties/projects/{id}")
    Answer project(Actor actor, @PathVariable UUID id) {
        return project(actor.seat(), id, Form.NONE);
    }

    @PostMapping("/duties/projects/{id}")
    Answer workOn(
            Actor actor,
            @PathVariable UUID id,
            FormToken token,
            @RequestParam String act,
            @RequestParam Map<String, String> typed) {
        SeatHeld me = actor.seat();
        try {
            once.run(
                    token.orRefuse(),
                    () -> {
                        switch (act) {
                            case "step" ->
                                    projects.addStep(
                                            me,
                                            id,
                                            Form.word(typed, "what"),
                                            Form.day(typed, "due"));
                            case "done" ->
                                    projects.stepDone(
                                            me, id, step(typed), Form.word(typed, "result"));
                            case "add" -> projects.add(me, id, Form.seat(typed, "seat"));
                            case "leave" -> projects.leave(me, id);
                            case "end" -> projects.end(me, id, Form.word(typed, "outcome"));
                            default -> throw new NotHere();
                        }
                        return act;
                    });
            return new GoTo("/duties/projects/" + id);
        } catch (Refused refused) {
            String of = act.equals("done") ? "done-" + Form.word(typed, "step") : act;
            return Shown.wrong(project(me, id, new Form(of, typed, refused)));
        }
    }

    private static UUID step(Map<String, String> typed) {
        UUID step = Form.id(typed, "step");
        if (step == null) {
            throw new NotHere();
        }
        return step;
    }

    private ProjectPage project(SeatHeld me, UUID id, Form form) {
        ReadProjects.Project project = read.one(me.branch(), id).orElseThrow(NotHere::new);
        Place place = may.see(me, new UnitId(project.unit()));
        List<ReadProjects.Hand> hands = read.hands(me.branch(), project.province(), id);
        boolean hasHand = has(me, hands);
        boolean changes = project.endedOn() == null && (hasHand || may.leadsAt(me, place));
        return new ProjectPage(
                network.path(place),
                place,
                project,
                read.steps(me.branch(), project),
                hands,
                hasHand,
                changes,
                changes ? others(place, hands) : List.of(),
                form);
    }

    /** Public: what a studio does, and what came of it. */
    @GetMapping("/duties/studios/{id}")
    Answer studio(@PathVariable UUID id) {
        Scope everyone = Scope.everyone();
        ReadProjects.Studio studio = read.studio(everyone, id).orElseThrow(NotHere::new);
        return new StudioPage(
                studio,
                read.hands(everyone, studio.province(), id),
                read.ofStudio(everyone, studio));
    }

    @GetMapping("/duties/studios/{id}/change")
    Answer changeStudio(Actor actor, @PathVariable UUID id) {
        return studio(actor.seat(), id, Form.NONE);
    }

    @PostMapping("/duties/studios/{id}/change")
    Answer changeStudio(
            Actor actor,
            @PathVariable UUID id,
            FormToken token,
            @RequestParam String act,
            @RequestParam Map<String, String> typed) {
        SeatHeld me = actor.seat();
        try {
            once.run(
                    token.orRefuse(),
                    () -> {
                        switch (act) {
                            case "tell" -> studios.tell(me, id, told(typed));
                            case "add" -> studios.add(me, id, Form.seat(typed, "seat"));
                            case "leave" -> studios.leave(me, id);
                            case "close" -> studios.close(me, id);
                            default -> throw new NotHere();
                        }
                        return act;
                    });
            return new GoTo(
                    act.equals("close")
                            ? "/duties/studios/" + id
                            : "/duties/studios/" + id + "/change");
        } catch (Refused refused) {
            return Shown.wrong(studio(me, id, new Form(act, typed, refused)));
        }
    }

    private ChangeStudioPage studio(SeatHeld me, UUID id, Form form) {
        ReadProjects.Studio studio = read.studio(me.branch(), id).orElseThrow(NotHere::new);
        Place place = may.see(me, new UnitId(studio.unit()));
        List<ReadProjects.Hand> hands = read.hands(me.branch(), studio.province(), id);
        return new ChangeStudioPage(
                network.path(place),
                studio,
                hands,
                has(me, hands),
                studio.closedOn() == null && (has(me, hands) || may.leadsAt(me, place)),
                may.leadsAt(me, place),
                others(place, hands),
                form);
    }

    private static boolean has(SeatHeld me, List<ReadProjects.Hand> hands) {
        return hands.stream().anyMatch(hand -> hand.seat().equals(me.seat().value()));
    }

    /** Who else sits there and has no hand in it yet. */
    private List<SeatHeld> others(Place place, List<ReadProjects.Hand> hands) {
        return network.people(place.id()).stream().filter(seat -> !has(seat, hands)).toList();
    }
}
