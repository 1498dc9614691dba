"""The names that agents and well-known MCP servers give their tools, and the canonical tool that each is. Pure data, hot path.

A canonical tool is a capability. Names are folded (`fold_tool`): lower case, without `-`, `_`, `.` and spaces. A name that
may do two things is both, and must be allowed for both.

Sources: the tool lists in the documentation of Augment, VS Code, Claude Code, Copilot (CLI and custom agents), Gemini CLI,
Codex, Cline, Cursor, Windsurf and opencode; the `tools/list` of the servers named.
"""

from __future__ import annotations

CANONICAL = (
    "read-file", "search", "create-file", "edit-file", "delete-file", "run-command", "read-process", "fetch-web",
    "search-web", "browse-view", "browse-act", "platform-api", "vcs-history", "memory-read", "memory-write",
    "deploy-staging", "deploy-production", "diagnose", "think", "plan", "delegate", "ask-user", "render",
)  # fmt: skip

# What the names of sets of tools in a front matter stand for (VS Code's toolsets, the aliases of Copilot's agents).
TOOLSETS = {
    "edit": ("edit-file", "create-file"),
    "execute": ("run-command", "read-process"),
    "shell": ("run-command", "read-process"),
    "web": ("fetch-web", "search-web"),
}

# Tools (folded) that change files on a forge, not here: a chat mode that names one means that one.
REMOTE = ("createorupdatefile", "pushfiles")

# "All deployment tools", "browser tools": the canonical tools that a word in front of "tools" stands for.
_CATEGORIES = {
    "deployment": ("deploy-staging", "deploy-production"),
    "deploy": ("deploy-staging", "deploy-production"),
    "browser": ("browse-act", "browse-view"),
    "terminal": ("run-command",),
    "shell": ("run-command",),
    "command": ("run-command",),
    "execution": ("run-command",),
    "edit": ("edit-file", "create-file"),
    "editing": ("edit-file", "create-file"),
    "write": ("edit-file", "create-file"),
    "modification": ("edit-file", "create-file", "delete-file"),
    "deletion": ("delete-file",),
    "delete": ("delete-file",),
    "search": ("search",),
    "web": ("fetch-web", "search-web"),
}

# What a listed MCP server alone does not give: in a mode with a tool list these must be listed themselves.
POWERFUL = ("run-command", "create-file", "edit-file", "delete-file", "deploy-staging", "deploy-production")

# canonical tool -> the accesses to the paths in its arguments
PATH_ACCESS = {
    "read-file": ("read",),
    "search": ("read",),
    "create-file": ("create",),
    "edit-file": ("write",),
    "delete-file": ("delete",),
}

# canonical tool -> its effect, and the environment that it names
EFFECTS = {
    "deploy-staging": ("deploy", "staging"),
    "deploy-production": ("deploy", "production"),
    "delete-file": ("delete", ""),
    "edit-file": ("write", ""),
    "create-file": ("write", ""),
}

_BY_CANONICAL = {
    ("read-file",): "view read readfile readfiles readmanyfiles viewfile openfile cat getfilecontents readcurrentfile "
    "readnotebook copilotreadfile viewrange viewrangeuntruncated readmcpresource readresource viewimage",
    ("search",): "codebaseretrieval filesearch semanticsearch grep grepsearch glob ls list listdir listdirectory "
    "search codebase usages findusages listcodeusages textsearch searchfiles searchfilecontent codebasesearch fdfind "
    "searchworkspace workspacesearch findsymbol getsymbolsoverview findreferencingsymbols searchforpattern findfile "
    "findfilebyname viewuntruncated searchuntruncated listcodedefinitionnames symbols searchsubdir changes "
    "findtestfiles searchresults codesearch new githistorysearch",
    ("create-file",): "savefile createfile createfiles createnewfile newfile createdirectory mkdir create createtextfile "
    "createnewworkspace createnewjupyternotebook newworkspace createjupyternotebook",
    ("edit-file",): "strreplaceeditor strreplacebasededittool strreplace replace edit multiedit notebookedit "
    "replaceinfile editnotebook editnotebookfile insertedit inserteditintofile replacestringinfile editedfile "
    "multireplacestringinfile replacesymbolbody insertaftersymbol insertbeforesymbol replaceregex replacelines insertatline "
    "replacecontent renamesymbol deletelines updatefile patch proposecode",
    ("edit-file", "create-file"): "editfiles editfile write writefile writetofile edits editor applydiff writefiles "
    "saveorupdatefile modifyfiles searchreplace",
    ("edit-file", "create-file", "delete-file"): "applypatch movefile renamefile renamefiles movefiles",
    ("delete-file",): "removefiles deletefiles deletefile removefile rm trash deletefileordir safedelete",
    ("run-command",): "launchprocess runcommand runcommands bash shell execute terminal runinterminal runshellcommand "
    "runtask runtasks runtests executecommand executeshellcommand exec localshell powershell writeprocess "
    "writebash createandruntask runterminalcommand runterminalcmd startprocess interactwithprocess execcommand "
    "shellcommand runscript runscripts npm runnotebooks runnotebookcell runvscodecommand writestdin installextension "
    "runterminal codeexecution python runpython jsrepl terminalcommand",
    ("read-process",): "readprocess listprocesses readterminal killprocess getterminaloutput terminallastcommand "
    "terminalselection bashoutput killbash killshell readbash stopbash taskoutput taskstop gettaskoutput getprocessoutput "
    "readprocessoutput forceterminate listsessions testfailure waitprocess killterminal terminaloutput",
    ("fetch-web",): "webfetch fetch web fetchwebpage openbrowser fetchurl readurl urlfetch httprequest simplebrowser "
    "opensimplebrowser getlibrarydocs resolvelibraryid querydocs",
    ("search-web",): "websearch googlewebsearch searchweb searchtheweb",
    ("platform-api",): "githubapi github githubrepo issuefetch openpullrequest activepullrequest copilotcodingagent gitlabapi "
    "linear jira confluence notion githubpullrequest gh issues pullrequests",
    ("platform-api", "edit-file", "create-file"): "createorupdatefile pushfiles",
    ("vcs-history",): "gitcommitretrieval githistory gitlog gitshow gitdiff gitblame getchangedfiles gitstatus",
    ("memory-read",): "readmemory listmemories searchmemory recallmemory readgraph searchnodes opennodes",
    ("memory-write",): "writememory remember savememory editmemory deletememory renamememory createentities "
    "createrelations addobservations deleteentities deleteobservations deleterelations memory updatememory",
    ("deploy-staging",): "deploystaging deploytostaging stagingdeploy",
    ("deploy-production",): "deployproduction deploytoproduction productiondeploy deployprod deploytoprod",
    ("deploy-staging", "deploy-production"): "deploy deployapp deployapplication release deploytoenvironment",
    ("diagnose",): "diagnostics problems geterrors getdiagnostics lint lsp readlints getideerrors",
    ("think",): "think thinking sequentialthinking sequentialthinkingtools reasoning",
    ("plan",): "todo todos todowrite todoread taskcreate taskupdate tasklist taskget managetodolist todolist plan "
    "writetodos updateplan exitplanmode enterplanmode viewtasklist addtasks updatetasks reorganizetasklist updatetodos",
    ("delegate",): "task agent runsubagent subagent newtask delegate handoff customagent spawnagent attemptcompletion",
    ("ask-user",): "askuserquestion askfollowupquestion askuser askquestions requestuserinput",
    ("render",): "rendermermaid mermaid renderdiagram",
}  # fmt: skip

NAMES = {name: tools for tools, names in _BY_CANONICAL.items() for name in names.split()}

_PLAYWRIGHT_ACTS = (
    "browserclick browsertype browserfillform browserselectoption browserpresskey browserhover browserdrag "
    "browserfileupload browserhandledialog browserevaluate browserruncode browsernavigate browsernavigateback "
    "browsernavigateforward browsertabs browsertabnew browsertabselect browsertabclose browserclose browserresize "
    "browserinstall browsermouseclickxy browsermousemovexy browsermousedragxy click fill navigate evaluatescript "
    "presskey hover drag uploadfile handledialog browsergeneratelocator browserpressscreen"
)
_PLAYWRIGHT_VIEWS = (
    "browsersnapshot browsertakescreenshot browserconsolemessages browsernetworkrequests browserwaitfor browsertablist "
    "takesnapshot takescreenshot listpages listconsolemessages listnetworkrequests browserpdfsave browserverifytextvisible"
)
for _name in _PLAYWRIGHT_ACTS.split():
    NAMES[_name] = ("browse-act",)
for _name in _PLAYWRIGHT_VIEWS.split():
    NAMES[_name] = ("browse-view",)

# server (folded) -> tool (folded) -> canonical tools, where the general name would mislead or there is none
SERVER_TOOLS: dict[str, dict[str, tuple[str, ...]]] = {
    "github": {
        **dict.fromkeys(
            "createpullrequest updatepullrequest createissue updateissue issuewrite addissuecomment createbranch "
            "createrepository forkrepository requestcopilotreview createpullrequestreview submitpendingpullrequestreview "
            "assigncopilottoissue runworkflow rerunworkflowrun cancelworkflowrun mergepullrequest "
            "updatepullrequestbranch creategist updategist dismissnotification createpullrequestwithcopilot "
            "subissuewrite labelwrite pullrequestreviewwrite createrelease triggerworkflow actionsruntrigger".split(),
            ("platform-api",),
        ),
        "getcommit": ("vcs-history",),
        "listcommits": ("vcs-history",),
        "searchcode": ("search",),
    },
    "gitlab": {"mergemergerequest": ("platform-api",), "createmergerequest": ("platform-api",)},
    "git": {
        "gitcommit": ("run-command",), "gitadd": ("run-command",), "gitreset": ("run-command",),
        "gitcheckout": ("run-command",), "gitcreatebranch": ("run-command",), "gitpush": ("run-command",),
        "gitdiffunstaged": ("vcs-history",), "gitdiffstaged": ("vcs-history",),
    },
    "serena": {
        "executeshellcommand": ("run-command",), "createtextfile": ("create-file", "edit-file"),
        "listdir": ("search",), "thinkaboutcollectedinformation": ("think",), "thinkabouttaskadherence": ("think",),
    },
    "filesystem": {
        "writefile": ("create-file", "edit-file"), "editfile": ("edit-file",), "createdirectory": ("create-file",),
        "movefile": ("create-file", "delete-file"), "readtextfile": ("read-file",), "readmediafile": ("read-file",),
        "readmultiplefiles": ("read-file",), "directorytree": ("search",), "getfileinfo": ("search",),
        "listdirectorywithsizes": ("search",), "listalloweddirectories": ("search",),
    },
    "desktopcommander": {
        "startprocess": ("run-command",), "executecommand": ("run-command",), "interactwithprocess": ("run-command",),
        "editblock": ("edit-file",), "writefile": ("create-file", "edit-file"), "movefile": ("create-file", "delete-file"),
        "readmultiplefiles": ("read-file",), "killprocess": ("run-command",), "setconfigvalue": ("run-command",),
    },
    "sequentialthinking": {"sequentialthinking": ("think",)},
}  # fmt: skip

# Tools (folded) that merge, whatever their arguments say; of a platform's API the arguments tell.
MERGES = (
    "mergepullrequest", "mergemergerequest", "enablepullrequestautomerge", "acceptmergerequest", "mergebranch", "mergepr",
)  # fmt: skip

# The ends of names by which Augment marks the server of a tool (`browser_click_Playwright`).
SUFFIXES = (
    "playwright", "serena", "context7", "context_7", "github", "grafana", "redis", "neo4j", "gitmcp", "logseq",
    "sequential_thinking", "sentry", "supabase", "puppeteer", "filesystem", "memory", "postgres", "linear", "notion",
)  # fmt: skip


def fold_tool(name: str) -> str:
    """A tool's or server's name for comparing: lower case, without `-`, `_`, `.` and spaces."""
    return name.lower().replace("-", "").replace("_", "").replace(".", "").replace(" ", "")


def tools_in_words(text: str) -> tuple[str, ...]:
    """The canonical tools that words such as "all deployment tools" stand for; () where the words are not known."""
    words = text.lower().rstrip(".").split()
    if not words or words[-1] not in ("tools", "tool"):
        return ()
    found: list[str] = []
    for word in words[:-1]:
        if word in ("all", "any", "no", "the", "and", "or", "file", "code", "automation"):
            continue
        if word not in _CATEGORIES:
            return ()
        found += _CATEGORIES[word]
    return tuple(dict.fromkeys(found))
